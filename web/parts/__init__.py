"""What several pages show: findings tables, labels, numbered sources, glossary."""
