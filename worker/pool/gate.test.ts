import { describe, expect, it } from 'vitest';
import { formatRoomName } from '../../functions/protocol/names.ts';
import { memoryLog } from '../testing.ts';
import { admit, answer } from './gate.ts';

const no = () => false;
const room = (stage: string) => formatRoomName({ stage, conversation: 'conversation', generation: 1 });

describe('the gate', () => {
	it('takes the calls of its stage', () => {
		expect(admit(room('staging'), { stage: 'staging', stopping: false, cordoned: false, isQueued: no })).toBe(
			'accepted',
		);
	});

	it('leaves other stages’ and other products’ rooms alone', () => {
		for (const name of [room('pr-1'), 'lobby', ''])
			expect(admit(name, { stage: 'staging', stopping: false, cordoned: false, isQueued: no })).toBe('foreign_room');
	});

	it('takes nothing once it stops', () => {
		expect(admit(room('staging'), { stage: 'staging', stopping: true, cordoned: false, isQueued: no })).toBe(
			'stopping',
		);
	});

	it('takes nothing while it is cordoned', () => {
		const worker = { stage: 'staging', stopping: false, cordoned: true, isQueued: no };
		expect(admit(room('staging'), worker)).toBe('cordoned');
		expect(admit(room('pr-1'), worker)).toBe('foreign_room');
	});
});

describe('a second job for a room', () => {
	it('is not taken while the first one waits for a process: other workers may', () => {
		const [mine, another] = [
			room('staging'),
			formatRoomName({ stage: 'staging', conversation: 'conversation', generation: 2 }),
		];
		const worker = { stage: 'staging', stopping: false, cordoned: false, isQueued: (name: string) => name === mine };
		expect(admit(mine, worker)).toBe('queued');
		expect(admit(another, worker)).toBe('accepted');
	});
});

describe('an offered job', () => {
	async function offer(stopping: boolean) {
		const { log, lines } = memoryLog();
		const order: string[] = [];
		const logged = (line: (typeof lines)[number]) => {
			order.push(line.event);
			log(line);
		};
		const request = {
			id: 'AJ_1',
			room: { name: room('staging') } as never,
			accept: async (...given: unknown[]) => void order.push(`accept ${JSON.stringify(given)}`),
			reject: async () => void order.push('reject'),
		};
		const outcome = await answer(
			request,
			{ stage: 'staging', stopping, cordoned: false, isQueued: no },
			'text',
			logged,
		);
		return { outcome, order, lines };
	}

	it('is noted before it is answered, and again when it is accepted', async () => {
		const { outcome, order, lines } = await offer(false);
		expect(outcome).toBe('accepted');
		expect(order).toEqual(['job_offered', 'accept ["","agent-AJ_1","",{"greenroom.listens":"text"}]', 'job_requested']);
		expect(lines).toEqual([
			{ level: 'info', event: 'job_offered', job: 'AJ_1', message: 'Job request received' },
			{ level: 'info', event: 'job_requested', job: 'AJ_1', outcome: 'accepted', message: 'Job accepted' },
		]);
	});

	it('is never left without an answer', async () => {
		const { outcome, order, lines } = await offer(true);
		expect(outcome).toBe('stopping');
		expect(order).toEqual(['job_offered', 'reject', 'job_requested']);
		expect(lines[1]).toEqual({ level: 'warn', event: 'job_requested', job: 'AJ_1', outcome: 'stopping' });
	});
});

it('a worker that stops says so, whosever the room is', () => {
	expect(admit(room('pr-1'), { stage: 'staging', stopping: true, cordoned: true, isQueued: no })).toBe('stopping');
});
