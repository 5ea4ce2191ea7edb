"""Real OpenSearch servers for tests, from Maven Central's jars."""
