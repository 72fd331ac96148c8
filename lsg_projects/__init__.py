"""Projects of rural districts: proposal, approval, delivery, report and the public register."""
