"""Pure rules of the ledger of quotas."""
