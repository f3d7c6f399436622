"""Online litigation (在线诉讼规则) and online mediation (在线调解规则)."""
