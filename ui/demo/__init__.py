"""The demo shop: a jeweller and a clothing shop, invented from beginning to end, in the formats of real channels."""
