/** What runs in a thread of `indexThread`. */
import { answerTasks } from '../task-thread.ts';
import type { IndexTask } from './index-thread.ts';
import { IndexWork } from './index-work.ts';

const work = new IndexWork();
answerTasks<IndexTask>((task, report) => work.answer(task, report));
