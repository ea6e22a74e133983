// Tests of Rulebook.
