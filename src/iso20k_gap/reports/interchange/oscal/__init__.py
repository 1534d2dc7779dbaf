"""OSCAL 1.2: catalog, mapping collection, assessment results, plan of action and milestones."""
