"""The collection as FHIR R5 resources. Experimental: the resources are for trial use in FHIR
too.
"""
