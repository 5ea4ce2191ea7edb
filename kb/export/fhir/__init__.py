"""The collection as FHIR R5 resources, experimental: the resources are for trial use there too."""
