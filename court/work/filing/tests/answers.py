"""What somebody answers on the screens of filing a loan claim, by screen; the file of evidence comes by itself."""

FULL = {
    "court": {"court": "晋0802"},
    "tribunal": {"tribunal": ""},
    "cause": {"cause": "108.03"},
    "me": {"capacity": "self", "phone": "12000000001", "address": "盐湖区解放路1号", "ethnicity": "汉族",
           "occupation": "农民", "employer": ""},
    "sides": [{"role": "defendant", "kind": "natural", "name": "张伟", "id_number": "", "sex": "男", "ethnicity": "",
               "employer": "", "phone": "", "address": "临猗县猗氏镇2号"}],
    "claims": {"claims": "判令被告返还借款50000元\n诉讼费由被告承担", "amount": "50000"},
    "loan": {"lent_on": "2025-03-01", "lent_how": "transfer", "principal": "50000", "paper": "note",
             "interest": "无", "due": "", "repaid": "0"},
    "facts": {"grounds": "被告于2025年3月1日向原告借款五万元，到期没有归还。"},
    "fee": {"mediation": "no", "track": ""},
    "consent": {"e_service": "yes", "service_address": "盐湖区解放路1号",
                "declarations": ["true", "once", "online", "address"]},
}
