"""The simulated office: seeded officials at many desks under a virtual clock, with faults, and sums that must hold."""
