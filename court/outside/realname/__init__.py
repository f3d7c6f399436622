"""Tencent Cloud FaceID (腾讯云慧眼) as the register of identities: client, stand-in. See README.md for the protocol."""
