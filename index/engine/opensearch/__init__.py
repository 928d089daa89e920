"""The engine on an OpenSearch cluster: our analysis and our ranking, the cluster's storage and retrieval."""
