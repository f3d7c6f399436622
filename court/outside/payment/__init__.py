"""WeChat Pay (微信支付) as the court's payment gateway: client, stand-in, keys. See README.md for the protocol."""
