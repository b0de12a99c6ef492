import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { formatRoomName } from '../../functions/protocol/names.ts';
import { memoryLog } from '../testing.ts';
import type { Protection } from './admit.ts';
import { makeGate } from './gate.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

const room = (conversation: string) => formatRoomName({ stage: 'staging', conversation, generation: 1 });
const never = () => new Promise<never>(() => {});

interface Setting {
	readonly slots?: number;
	readonly protection?: Protection;
	readonly protect?: () => Promise<Protection>;
}

function setUp({ slots = 2, protection = 'off', protect = async () => 'held' }: Setting = {}) {
	const { log, lines } = memoryLog();
	const served = new Set<string>();
	const worker = { stopping: false, cordoned: false };
	let asked = 0;
	const gate = makeGate({
		...{ stage: 'staging', slots, listens: 'text', log },
		now: Date.now,
		isStopping: () => worker.stopping,
		isCordoned: () => worker.cordoned,
		served: () => served,
		protection: {
			look: () => protection,
			protect() {
				asked += 1;
				return protect();
			},
		},
	});
	const order: string[] = [];
	const offer = (
		id: string,
		name = room('conversation'),
		parts: { accept?: () => Promise<void>; reject?: () => Promise<void> } = {},
	) =>
		gate.answer({
			id,
			room: { name, creationTimeMs: 0n },
			async accept(...given: unknown[]) {
				order.push(`accept ${JSON.stringify(given)}`);
				await parts.accept?.();
			},
			async reject() {
				order.push(`reject ${id}`);
				await parts.reject?.();
			},
		});
	return { gate, offer, order, lines, served, worker, asked: () => asked };
}

describe('an offered job', () => {
	it('is noted before it is answered, and again when it is accepted', async () => {
		const { offer, order, lines } = setUp();
		expect(await offer('AJ_1')).toBe('accepted');
		expect(order).toEqual(['accept ["","agent-AJ_1","",{"greenroom.listens":"text"}]']);
		expect(lines).toEqual([
			{ level: 'info', event: 'job_offered', job: 'AJ_1', message: 'Job request received' },
			{ level: 'info', event: 'job_requested', job: 'AJ_1', outcome: 'accepted', message: 'Job accepted' },
		]);
	});

	it('is rejected aloud when it is not accepted', async () => {
		const { offer, order, lines, worker } = setUp();
		worker.stopping = true;
		expect(await offer('AJ_1')).toBe('stopping');
		expect(order).toEqual(['reject AJ_1']);
		expect(lines[1]).toEqual({ level: 'warn', event: 'job_requested', job: 'AJ_1', outcome: 'stopping' });
	});

	it('is protected before it is accepted', async () => {
		const grant: ((protection: Protection) => void)[] = [];
		const { offer, order, gate } = setUp({
			protection: 'unasked',
			protect: () => new Promise((resolve) => grant.push(resolve)),
		});
		const answer = offer('AJ_1');
		await vi.advanceTimersByTimeAsync(500);
		expect([order, gate.taken()]).toEqual([[], 1]);
		for (const one of grant) one('held');
		expect(await answer).toBe('accepted');
		expect(order[0]).toMatch(/^accept/);
	});

	it('is rejected when protection is refused, and its slot is free again', async () => {
		const { offer, order, gate } = setUp({ protection: 'unasked', protect: async () => 'refused' });
		expect(await offer('AJ_1')).toBe('unprotected');
		expect([order, gate.taken()]).toEqual([['reject AJ_1'], 0]);
	});

	it('is judged by what the worker has become while it was being protected', async () => {
		const { offer, worker, gate } = setUp({
			protection: 'unasked',
			protect: async () => {
				worker.cordoned = true;
				return 'held';
			},
		});
		expect(await offer('AJ_1')).toBe('cordoned');
		expect(gate.taken()).toBe(0);
	});

	it('asks for protection only when it would be accepted', async () => {
		const { offer, asked } = setUp({ protection: 'unasked' });
		await offer('AJ_1', 'lobby');
		expect(asked()).toBe(0);
	});
});

describe('within two seconds', () => {
	const late = vi.fn();
	async function answeredIn(answer: Promise<string>) {
		const begun = Date.now();
		late.mockClear();
		void answer.then(() => late(Date.now() - begun));
		await vi.advanceTimersByTimeAsync(2_000);
		expect(late).toHaveBeenCalled();
		return answer;
	}

	it('an offer is rejected whose protection hangs', async () => {
		const { offer, order, gate } = setUp({ protection: 'unasked', protect: never });
		expect(await answeredIn(offer('AJ_1'))).toBe('unprotected');
		expect([order, gate.taken()]).toEqual([['reject AJ_1'], 0]);
	});

	it('… or breaks', async () => {
		const { offer, order } = setUp({ protection: 'unasked', protect: () => Promise.reject(new Error('broken')) });
		expect(await answeredIn(offer('AJ_1'))).toBe('unprotected');
		expect(order).toEqual(['reject AJ_1']);
	});

	it.each([
		['hangs', never],
		['breaks', () => Promise.reject(new Error('broken'))],
	])('one is rejected whose acceptance %s, and keeps its slot while its job may come', async (_how, accept) => {
		const { offer, order, gate, lines } = setUp({ slots: 1 });
		expect(await answeredIn(offer('AJ_1', room('conversation'), { accept }))).toBe('accept_failed');
		expect(order.at(-1)).toBe('reject AJ_1');
		expect(lines[1]).toMatchObject({ level: 'warn', outcome: 'accept_failed' });
		expect(await offer('AJ_2', room('another-one'))).toBe('full');
		await vi.advanceTimersByTimeAsync(7_500);
		expect(gate.taken()).toBe(0);
	});

	it('one is over whose rejection hangs', async () => {
		const { offer, worker } = setUp();
		worker.stopping = true;
		expect(await answeredIn(offer('AJ_1', room('conversation'), { reject: never }))).toBe('stopping');
	});
});

describe('slots', () => {
	it('are taken by what was accepted, before it is a call', async () => {
		const { offer, gate, served } = setUp({ slots: 2 });
		await offer('AJ_1', room('conversation-1'));
		await offer('AJ_2', room('conversation-2'));
		expect(await offer('AJ_3', room('conversation-3'))).toBe('full');
		served.add('AJ_1');
		expect([gate.taken(), gate.waiting()]).toEqual([2, 1]);
		expect(await offer('AJ_4', room('conversation-4'))).toBe('full');
		served.delete('AJ_1');
		expect(await offer('AJ_5', room('conversation-5'))).toBe('accepted');
	});

	it('are not given to two offers while both are being protected', async () => {
		const { offer } = setUp({ slots: 1, protection: 'unasked' });
		const answers = await Promise.all([offer('AJ_1', room('conversation-1')), offer('AJ_2', room('conversation-2'))]);
		expect(answers).toEqual(['accepted', 'full']);
	});
});

describe('a second job for a room', () => {
	it('is not taken while the first one waits for a process: other workers may', async () => {
		const { offer, gate } = setUp({ slots: 4 });
		expect(await offer('AJ_1')).toBe('accepted');
		gate.assigned('AJ_1');
		await vi.advanceTimersByTimeAsync(30_000);
		expect(await offer('AJ_2')).toBe('queued');
		expect(await offer('AJ_3', room('another-one'))).toBe('accepted');
		gate.launched('AJ_1');
		expect(await offer('AJ_4')).toBe('accepted');
	});
});
