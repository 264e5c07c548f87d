<<<<<<< HEAD
"""Papers that a step produces: drafted, numbered, initialled, signed, sent, verified."""
=======
"""Papers: drafted from a run's facts, numbered, initialled, signed, sent, verified."""
>>>>>>> 0c79fe8 (feat(letters): the app of papers: kinds, letterhead, templates, papers, versions, marks)
