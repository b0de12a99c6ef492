import { expect, it } from 'vitest';
import { tapeLines } from './tape-lines.ts';

const step = (over: object) => ({
	...{ v: 1, kind: 'step', at: 1_000, trace: null, look: null, outcome: 'kept', effects: [], deadline: null },
	...over,
});

it('a tape reads like a story', () => {
	const writer = { generation: 7, jobId: 'AJ_1', epoch: 2 };
	const lines = tapeLines([
		step({ command: { kind: 'ask' }, outcome: 'opened' }),
		step({ at: 1_250, command: { kind: 'observe', event: 'EV_1', observation: { kind: 'joined' } }, look: 'unknown' }),
		step({
			at: 1_300,
			command: { kind: 'observe', event: null, observation: { kind: 'left' } },
			look: { kind: 'looked_up' },
		}),
		step({
			at: 1_500,
			command: { kind: 'close', reason: 'hung_up' },
			effects: [{ kind: 'delete_room', reason: 'hung_up' }, { kind: 'dispatch' }, { kind: 'count', outcome: 'x' }],
		}),
		{ v: 1, kind: 'acts', at: 1_600, trace: null, acts: [{ what: 'delete_room', outcome: 'deleted' }] },
		{
			v: 1,
			kind: 'refusal',
			at: 1_700,
			trace: null,
			command: { kind: 'claim', jobId: 'AJ_2' },
			outcome: 'room_closed',
		},
		step({ at: 1_800, command: { kind: 'write', writer, written: { what: 'turns' } } }),
	]);
	expect(lines.map(({ afterMs, what, outcome, details }) => [afterMs, what, outcome, details])).toEqual([
		[0, 'ask', 'opened', []],
		[250, 'webhook joined', 'kept', ['LiveKit was silent']],
		[300, 'report left', 'kept', ['LiveKit was looked at']],
		[500, 'close: hung_up', 'kept', ['to do: delete_room (hung_up)', 'to do: dispatch']],
		[600, 'done', '', ['delete_room: deleted']],
		[700, 'claim by AJ_2', 'refused: room_closed', []],
		[800, 'agent, epoch 2: turns', 'kept', []],
	]);
});

it('what a newer release has noted is shown as far as it is understood', () => {
	expect(tapeLines([{ kind: 'weather', at: 5 }, null, 'a', { kind: 'step' }])).toMatchObject([
		{ kind: 'other', what: 'weather' },
		{ kind: 'other', what: 'not known to this page' },
		{ kind: 'other' },
		{ kind: 'step', what: '', outcome: '', details: [] },
	]);
});
