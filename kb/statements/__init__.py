"""What is derived from a finding and from an intervention's findings: direction, magnitude,
sentence, answer.
"""
