"""What a change of claims changes in the case's own rows: that there is one, and the sum."""
from court.spine import wiring
from court.spine.cases import claims
from court.spine.cases.scene import Changes, Scene


@wiring.deed("admit_claims")
def admit_claims(scene: Scene) -> Changes:
    """The court admits what was asked; without a request only the sum is corrected."""
    return Changes(facts={"claims_changed": True}) if claims.change_waits(scene) else Changes()


@wiring.deed("waive_claim")
def waive_claim(scene: Scene) -> Changes:
    amount = scene.facts.get("claim_amount")
    if amount is None or amount == scene.case.amount_fen:
        return Changes(facts={"claims_changed": True})
    return Changes(columns={"amount_fen": amount}, facts={"claims_changed": True, "claim_before_fen": scene.case.amount_fen})
