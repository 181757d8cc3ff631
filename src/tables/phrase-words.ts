/** Words that say nothing of a subject, for topics and search. English; elsewhere the weighing of phrases does without. */

/** No phrase holds one of these: it ends before and begins anew after. Lower case. */
export const stopWords: ReadonlySet<string> = new Set(
  [
    // Articles, pronouns, prepositions, conjunctions, auxiliaries, numbers
    `a an the this that these those it its itself they them their theirs themselves we us our ours ourselves i
     me my you your he she his her him one ones who whom whose which what where when why how whether while
     whereas although though because since unless until till as if then than so such too very also just
     only even still yet both either neither nor not no and or but of in on at by for with without within
     into onto from to up down out off over under above below between among amongst across along through
     throughout during before after about against toward towards upon via per despite beyond beside
     besides except instead like unlike near around behind beneath versus vs etc eg ie cf et al is are was
     were be been being am do does did done doing have has had having can could may might must shall
     should will would cannot can't don't doesn't isn't aren't won't it's there here hence thus therefore
     thereby therein however moreover furthermore meanwhile otherwise nevertheless nonetheless indeed
     rather quite almost nearly mostly merely all any each every few many more most much less least
     several some other others another own same different various certain else again once twice ever never
     always often sometimes usually typically generally commonly mainly largely particularly especially
     specifically namely respectively together apart alone away back forth further far now today recently
     currently previously formerly lately soon already first second third fourth fifth firstly secondly
     finally lastly last next former latter zero two three four five six seven eight nine ten hundred
     hundreds thousand thousands million millions billion billions dozen dozens half twofold tenfold whole
     entire full fully`,
    // What papers say of themselves
    `paper papers work works study studies article articles research researcher researchers author authors
     propose proposes proposed proposing present presents presented presenting introduce introduces
     introduced introducing describe describes described describing discuss discusses discussed
     investigate investigates investigated investigating explore explores explored exploring examine
     examines examined examining consider considers considered considering address addresses addressed
     addressing demonstrate demonstrates demonstrated demonstrating show shows showed shown showing report
     reports reported reporting provide provides provided providing offer offers offered offering give
     gives given giving find finds found finding findings reveal reveals revealed revealing suggest
     suggests suggested suggesting indicate indicates indicated argue argues argued claim claims claimed
     conclude concludes observe observes observed confirm confirms confirmed verify verified validate
     validates validated highlight highlights illustrate illustrates illustrated contribution
     contributions conclusion conclusions abstract introduction novel novelty new newly existing recent
     previous prior earlier later current state-of-the-art state-of-art sota cutting-edge outperform
     outperforms outperformed outperforming surpass surpasses exceed exceeds beat beats match matches
     achieve achieves achieved achieving attain attains obtain obtains obtained reach reaches reached gain
     gains improve improves improved improving improvement improvements result results resulting
     experiment experiments experimental experimentally empirical empirically extensive comprehensive
     thorough thoroughly evaluate evaluates evaluated evaluating evaluation evaluations test tests tested
     testing compare compares compared comparing comparison comparisons comparable competitive baseline baselines
     benchmark benchmarks performance performances significant significantly substantial substantially
     considerable considerably remarkable remarkably notable notably promising superior better best worse
     worst good well strong strongly great greatly high higher highest highly low lower lowest larger
     largest small smaller smallest big bigger fast faster fastest slow slower longer shorter simple
     simpler simply easy easily hard harder difficult key main major minor important importantly crucial
     critical essential necessary useful possible possibly potential potentially likely able unable
     available effective effectively effectiveness efficiently efficacy promise advantage advantages
     benefit benefits beneficial drawback drawbacks limitation limitations challenge challenges
     challenging problem problems issue issues answer answers solution solutions idea ideas insight
     insights approach approaches method methods methodology methodologies technique techniques technology
     technologies framework frameworks scheme schemes strategy strategies procedure procedures proposal
     tool toolbox survey surveys review reviews overview tutorial perspective perspectives step steps
     stage stages way ways kind kinds type types form forms part parts aspect aspects case cases example
     examples instance setting settings scenario scenarios condition conditions context fact role roles
     impact impacts variety number numbers amount amounts range ranges set sets series list total term
     terms percent percentage ratio score scores figure figures section appendix github publicly open url
     http https www com org arxiv doi project page preprint version areas literature practice practical
     practically application applications applied apply applies applying real real-world dataset datasets
     data-set data-sets rethinking revisiting understanding matters need needs needed based`,
    // Verbs, adverbs and adjectives of any subject
    `use uses used using user usage utilize utilizes utilized utilizing leverage leverages leveraged leveraging
     employ employs employed employing exploit exploits exploited exploiting make makes made making take
     takes taken took taking get gets got getting let lets put puts keep keeps kept keeping hold holds
     held holding leave leaves left leaving go goes went going come comes came coming become becomes
     became bring brings brought bringing allow allows allowed allowing enable enables enabled enabling
     help helps helped helping lead leads led leading cause causes caused causing require requires
     required requiring ensure ensures depend depends depending dependent rely relies relied relying
     remain remains remained remaining include includes included including contain contains contained
     consist consists comprise comprises involve involves involved follow follows followed following
     differ differs vary varies varied varying changed changing increase increases increased increasing
     increasingly decrease decreases decreased reduce reduces reduced reducing rise rises grow grows
     growing grown fall falls drop drops lose loses lost avoid avoids avoided avoiding prevent prevents
     overcome overcomes tackle tackles tackling solve solves solved solving handle handles handled handling deal
     deals suffer suffers face faces faced facing aim aims aimed aiming seek seeks try tries tried trying
     attempt attempts know knows known knowing think see sees seen seeing look looks say says said tell
     tells means meant call calls called calling name named define defines defined derive derives derived
     prove proves proved proven yield yields yielded produce produces produced producing create creates
     created creating build builds built building develop develops developed developing development
     designed designing construct constructs constructed perform performs performed performing run runs
     ran running worked working serve serves served act acts acting operate operates start starts started
     starting begin begins began end ends ended ending stop stops finish add adds added adding additional
     additionally combine combines combined combining splits divide divides separate separates separately
     separated join joins jointly mix mixes replace replaces replaced replacing extend extends extended
     extending turn turns turned move moves moved moving pass passes passed passing share shares shared
     select selects selected choose chooses chosen choosing pick picks measured measuring estimate
     estimates estimated compute computes computed computing calculate calculated analyze analyzes
     analyzed analyse analyses analysed identify identifies identified identifying detect detects detected
     capture captures captured capturing learn learns learned learnt train trains trained tune tuned
     generate generates generated predict predicts predicted supports supported maintain maintains
     maintained preserve preserves preserved retain retains save saves saving spend spends cost costs
     costly cheap cheaper expensive feasible impossible common popular widely wide widespread wider broad
     broader general standard conventional traditional classical classic typical usual original ordinary
     normal special specific particular unique single numerous complete completely partially overall exact
     exactly accurate accurately accuracy precise precisely similar similarly differently difference
     differences equal equally equivalent relative relatively directly indirect explicit explicitly
     implicitly automatic automatically manual manually powerful flexible suitable appropriate proper
     properly correct correctly right wrong true false clear clearly rich diverse extra enough sufficient
     sufficiently rare rarely free fresh poor poorly deeper shallow fine plain vanilla latest late rapidly
     quickly gradually consistently simultaneously successfully naturally surprisingly interestingly
     recipe tricks trick thing things something anything nothing everything people person someone everyone
     life times day days year years month months week weeks hour hours minute minutes place places side
     sides top bottom middle center inside outside top-1 top-5 end-to-end well-known so-called in-depth
     small-scale high-quality low-quality high-performance two-stage one-stage multi-stage plug-and-play
     off-the-shelf downstream input inputs output outputs sized naive natural plus minus roughly
     approximately worth lots bit bits rest`,
  ]
    .join(' ')
    .split(/\s+/),
);

/** May be part of a phrase ("deep learning", "image classification", "support vector machines") but say too little alone. */
export const weakWords: ReadonlySet<string> = new Set(
  `analysis design designs feature features theory parameter parameters complexity time point points group
   groups question questions code source field fields rate rates value values matching factor factors
   domain domains size sizes multiple implicit direct complex joint support mean long short partial world
   weak fixed effect effects proof proofs early split change changes community table tables large
   large-scale prediction property properties level levels random reduction measure measures single-shot
   task tasks deep neural artificial network networks model models modeling modelling learning learner
   learners training pretraining pre-training inference data image images text texts video videos layer
   layers system systems architecture architectures algorithm algorithms algorithmic process processes
   function functions functional structure structures structural structured module modules block blocks
   unit units component components mechanism mechanisms optimization optimisation objective objectives
   loss losses machine computer computational computation information knowledge sample samples sampling
   target targets sources class classes label labels labeled classification classifier classifiers
   predictions predictor recognition detection generation processing efficient efficiency scalable scaling
   scale scales robust robustness adaptive dynamic dynamics static global local optimal linear nonlinear
   non-linear sparse dense hidden latent visual semantic spatial temporal online offline unified universal
   hybrid automated multi-task distributed parallel hierarchical memory error errors weight weights
   gradient gradients matrix vector vectors space spaces language languages theoretical mathematical bound
   bounds distribution distributions human humans agent agents search searching selection variable
   variables environment environments response responses patch patches token tokens query queries path
   paths state states mode modes solver solvers activity pattern patterns view views width depth theorem
   theorems rule rules hardware software device devices resource resources speed energy budget quality
   order pre-trained fine-tuned self-supervised supervised unsupervised semi-supervised tuning lightweight
   compact modern limit limits principle principles pipeline signal signals noise noisy frame frames shape
   shapes object objects scene scenes edge edges node nodes batch batches epoch epochs iteration
   iterations update updates large-margin assumption assumptions expressive expressivity capability
   capabilities ability abilities capacity behavior behaviour behaviors behaviours mapping mappings
   decision decisions rank ranks posterior variance bias biases trade-off trade-offs tradeoff
   representation representations`.split(/\s+/),
);

/** Short words that may stand inside a phrase given as a keyword ("mixture of experts"). */
export const joiningWords: ReadonlySet<string> = new Set('of and in for to the on with as from'.split(' '));
