"""Alibaba Cloud SMS (阿里云短信服务) as the court's carrier: client, stand-in. See README.md for the protocol."""
