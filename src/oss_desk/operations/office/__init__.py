"""The office itself: who is at the desk, desks, people, roles, registers, hours and holidays."""
