"""Messages: what people are told, each delivery with its own fate.

Owns      Message, Delivery.
Announces nothing.
Listens   acts owe notices; errands deliver them by the channels a person has.
"""
