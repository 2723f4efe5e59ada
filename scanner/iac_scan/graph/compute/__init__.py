"""Every kind of resource to which a role is passed, whatever language declares it, by topic."""
