"""Words with which people ask, and which say nothing about what they ask for.

Papers do not talk like this ("I", "my" and "please" are rare in abstracts, so a model that saw only abstracts takes them for
telling words). Some of these phrases are mixed into the questions of training, so that the model learns to pass over them.
"""

PHRASES = """
i am looking for papers about
i am looking for work on
i would like to know
i want to know whether
i want to find
i want to use
i want to build
i want to understand how
i want to improve
i wonder whether
i wonder if there is
i need to find
i need to know
i need a way to
i need help with
i have been thinking about
i have a question about
i have a lot of
i have to
i am trying to
i am interested in
i am working on
i am writing about
i am a student and
i am planning to
i am not sure whether
i also want
i also need
i think that
i believe that
i hope to
i plan to
i could
i should
i will
my goal is to
my question is
my idea is to
my project is about
my thesis is about
my team and i
my students
we are looking for
we want to
we would like to
we need to
we have to
we plan to
we are going to
our goal is to
our company wants to
can you find
can you tell me
can you explain
can i
can we
could you please
could it be that
could we
please find
please list
please explain
please help me
tell me about
give me papers on
show me
find studies that
find articles about
find me something on
search for
are there any
are there papers on
are there ways to
is there a way to
is there any
is there evidence that
is it true that
is it possible to
is it useful to
does it help to
does it matter whether
do we know
do people
did anyone
has anyone
have there been
what is
what is the
what is known about
what is meant by
what is the best way to
what is the difference between
what is the role of
what are
what are the main
what are the effects of
what are some
what do we know about
what does
what happens when
what happens if
what kind of
what causes
what would be
what information is available on
which
which of these
which methods
which papers
which way
how
how can
how can i
how can we
how can one
how do
how do i
how do we
how do people
how does
how does one
how is
how are
how much
how many
how often
how well does
how would
how should
how to
who has
where can i find
when is
when should
why
why is
why do
why does
why are
should we
should one
would it
will it
information about
information on
anything about
anything on
something like
something about
literature on
papers on
papers that
articles on
studies of
studies that
research on
work that
related work on
a survey of
an overview of
a summary of
an introduction to
the topic of
the question of
the problem of
the use of
examples of
ways to
a good way to
a method that could
an approach that would
in order to
so that i can
so that we can
because i
because of
for example
for instance
such as
and so on
as well as
in addition
in particular
in general
in this case
in my case
in practice
in other words
on the one hand
on the other hand
at the same time
as far as i know
as much as possible
if possible
if so
if there is
if i
if we
once we have
let us say
let us assume
suppose that
imagine that
first of all
secondly
finally
overall
however
therefore
moreover
furthermore
currently
nowadays
usually
sometimes
maybe
perhaps
really
also
even
then
thanks
thank you
would be great
would be helpful
would be interesting
or something similar
or not
and why
and how
?
,
.
""".strip().split("\n")
