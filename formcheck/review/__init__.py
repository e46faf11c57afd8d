"""Review of recorded clips: decode, estimate, check, draw and write, each at its own pace."""
