import { expect, test, vi } from 'vitest';
import { playScene } from '../play/play-scene.ts';
import { storyOf } from './lanes.ts';

vi.setConfig({ testTimeout: 30_000 });

const scene = { seed: null, bug: null };
const storyWith = async (...faults: readonly (readonly [at: number, name: string])[]) =>
	storyOf(await playScene({ ...scene, faults: faults.map(([at, name]) => ({ at, name, who: 0 })) }));
const laneOf = ({ lanes }: ReturnType<typeof storyOf>, id: string) => lanes.find((lane) => lane.id === id);
const wordsIn = (story: ReturnType<typeof storyOf>, id: string) => ({
	bars: laneOf(story, id)?.bars.map(({ words }) => words),
	marks: laneOf(story, id)?.marks.map(({ words }) => words),
});

test('a call in which nothing goes wrong has a line for everybody', async () => {
	const story = await storyWith();
	expect(story.lanes.map(({ name }) => name)).toEqual([
		'What is done',
		'Visitor',
		'Agent',
		'Greenroom',
		'Worker 1',
		'Worker 2',
		'LiveKit',
		'Webhooks',
		'API and store',
	]);
	expect(wordsIn(story, 'person 1')).toEqual({
		bars: ['tab 1'],
		marks: ['tab 1 gets a token', 'tab 1 is in the room'],
	});
	expect(wordsIn(story, 'greenroom 1').bars).toEqual(['starting', 'in a call']);
	expect(wordsIn(story, 'livekit')).toEqual({ bars: ['room of visitor 1'], marks: ['a room of visitor 1 begins'] });
	expect(story.marks.map(({ at }) => at)).toEqual(story.marks.map(({ at }) => at).sort((a, b) => a - b));
});

test('who closes the tab is waited for, and the room is closed then', async () => {
	const story = await storyWith([20_000, 'close_tab']);
	expect(wordsIn(story, 'greenroom 1').bars).toEqual([
		'starting',
		'in a call',
		'waits for a return',
		'closing',
		'no call',
	]);
	expect(wordsIn(story, 'greenroom 1').marks).toContain('decides to close the room (grace expired)');
});

test('an outage is a bar as long as it lasts', async () => {
	const story = await storyWith([20_000, 'restart_livekit'], [60_000, 'api_down']);
	const down = laneOf(story, 'livekit')?.bars.find(({ words }) => words === 'down');
	expect(down).toMatchObject({ from: 20_000, to: 25_000, look: 'bad' });
	expect(laneOf(story, 'done')?.bars.map(({ from, to, words }) => [from, to, words])).toEqual([
		[20_000, 25_000, 'LiveKit goes down'],
		[60_000, 80_000, 'the API crashes'],
	]);
	expect(wordsIn(story, 'api').bars).toContain('api in trouble');
});

test('each of several visitors has lines of their own', async () => {
	const { lanes } = storyOf(await playScene({ ...scene, seed: 7, faults: [] }));
	expect(lanes.map(({ name }) => name)).toContain('Agent of 3');
});
