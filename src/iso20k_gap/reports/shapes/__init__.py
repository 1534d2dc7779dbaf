"""The published shapes of our JSON: what stands where, as models that make the JSON Schemas.

More keys may come; those that are here keep their meaning while `schema` keeps its number.
"""
