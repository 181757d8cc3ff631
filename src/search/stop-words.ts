/**
 * English words that say nothing of what a paper is about: function words, and the words of asking ("find papers that
 * show…"). FTS5 scores every paper that has any word of a question, so a common word costs time and adds noise.
 */
export const stopWords: ReadonlySet<string> = new Set(
  `a about above across after again against all almost along also although always am among an and another any anyone anything
  are aren't around as at be became because been before being below between both but by can can't cannot could couldn't did
  didn't do does doesn't doing don't done down due during each either else etc even ever every everything few find for
  from further gave get give given gives had hadn't has hasn't have haven't having he her here hers herself him himself
  his how however i i'd i'll i'm i've if in indeed instead into is isn't it it's its itself just kind know let like
  likely many may maybe me might mine more most much must my myself need neither no none nor not nothing of off often on
  once one only onto or other others our ours ourselves out over own paper papers per perhaps please quite rather really
  regarding same say see seem seems several shall she should shouldn't show since so some someone something such than that
  that's the their theirs them themselves then there therefore these they this those though through thus to together too
  toward towards under until up upon us using very via want was wasn't we well were what whatever when where whereas
  whether which while who whom whose why will with within without won't would wouldn't yes yet you your yours yourself
  yourselves`.split(/\s+/),
);
