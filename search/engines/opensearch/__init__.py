"""The engine for those who outgrow one machine: an OpenSearch cluster of theirs."""
