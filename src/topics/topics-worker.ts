/** What runs in the thread of `findTopicsInThread`. */
import { answerTasks } from '../task-thread.ts';
import { TextReader, topicsOfTexts } from './find-topics.ts';
import type { TopicsTask } from './topics-thread.ts';

const reader = new TextReader();

answerTasks<TopicsTask>((task) => {
  if (task.kind === 'find') return topicsOfTexts(task.graph, reader, task.vectors, task.layout, task.options);
  for (const text of task.texts) reader.add(text);
  return null;
});
