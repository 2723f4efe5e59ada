"""What is wrong with a policy as it is written, whoever holds it.

Each module asks one kind of question of a document and yields `Fault`s; what a policy allows is
asked elsewhere in `iac_scan.iam`.
"""
