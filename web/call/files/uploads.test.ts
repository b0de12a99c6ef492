import { describe, expect, it } from 'vitest';
import type { FileOutcome } from '../../../functions/protocol/call.ts';
import type { SendFile, Sending } from './send-file.ts';
import { makeUploads, type Upload } from './uploads.ts';

interface Sent extends Sending {
	answer(outcome: FileOutcome | null): Promise<void>;
}

function setUp() {
	let shown: readonly Upload[] = [];
	let ids = 0;
	const uploads = makeUploads(
		() => `file-${++ids}`,
		(now) => {
			shown = now;
		},
	);
	/** An agent, and what it is being sent. */
	function agent() {
		const sent: Sent[] = [];
		const send: SendFile = (sending) =>
			new Promise((resolve) => {
				sent.push({
					...sending,
					answer: async (outcome) => {
						resolve(outcome);
						await new Promise((done) => setTimeout(done));
					},
				});
			});
		return { sent, send };
	}
	const steps = () => shown.map(({ name, step }) => `${name} ${step.is === 'done' ? step.outcome : step.is}`);
	return { uploads, agent, steps, shown: () => shown };
}
const text = (name: string) => new File(['hello'], name);

describe('files on their way', () => {
	it('wait until somebody is there, and are done when the agent says so', async () => {
		const { uploads, agent, steps, shown } = setUp();
		const { sent, send } = agent();
		uploads.add([text('a.txt')]);
		expect(steps()).toEqual(['a.txt waiting']);
		uploads.turnTo(send);
		sent[0]?.onProgress(0.5);
		expect(shown()[0]?.step).toEqual({ is: 'sending', share: 0.5 });
		await sent[0]?.answer('stored');
		expect(steps()).toEqual(['a.txt stored']);
		sent[0]?.onProgress(1);
		expect(steps()).toEqual(['a.txt stored']);
	});

	it('go two at a time', async () => {
		const { uploads, agent, steps } = setUp();
		const { sent, send } = agent();
		uploads.turnTo(send);
		uploads.add(['a.txt', 'b.txt', 'c.txt'].map(text));
		expect(steps()).toEqual(['a.txt sending', 'b.txt sending', 'c.txt waiting']);
		await sent[1]?.answer('stored');
		expect(steps()).toEqual(['a.txt sending', 'b.txt stored', 'c.txt sending']);
	});

	it('are not sent when they would be refused', () => {
		const { uploads, agent, steps } = setUp();
		const { sent, send } = agent();
		uploads.turnTo(send);
		uploads.add([text('a.exe'), new File([], 'b.txt')]);
		expect(steps()).toEqual(['a.exe type_refused', 'b.txt empty']);
		expect(sent).toEqual([]);
	});

	it('are sent to the next agent under the same id, and what the former one says is no more than an echo', async () => {
		const { uploads, agent, steps } = setUp();
		const [first, second] = [agent(), agent()];
		uploads.turnTo(first.send);
		uploads.add([text('a.txt')]);
		uploads.turnTo(null);
		expect(steps()).toEqual(['a.txt waiting']);
		expect(first.sent[0]?.signal.aborted).toBe(true);
		uploads.turnTo(second.send);
		await first.sent[0]?.answer('failed');
		expect(steps()).toEqual(['a.txt sending']);
		expect(second.sent.map(({ id }) => id)).toEqual([first.sent[0]?.id]);
		await second.sent[0]?.answer('stored');
		expect(steps()).toEqual(['a.txt stored']);
	});

	it('have failed after three tries with one agent, and can be tried again', async () => {
		const { uploads, agent, steps, shown } = setUp();
		const { sent, send } = agent();
		uploads.turnTo(send);
		uploads.add([text('a.txt')]);
		await sent[0]?.answer(null);
		await sent[1]?.answer('failed');
		expect(steps()).toEqual(['a.txt sending']);
		await sent[2]?.answer(null);
		expect(steps()).toEqual(['a.txt failed']);
		expect(sent).toHaveLength(3);
		uploads.retry(shown()[0]?.id ?? '');
		expect(steps()).toEqual(['a.txt sending']);
		expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
	});

	it.each(['type_refused', 'too_many', 'no_store'] as const)(
		'are not tried again by themselves: %s',
		async (outcome) => {
			const { uploads, agent, steps } = setUp();
			const { sent, send } = agent();
			uploads.turnTo(send);
			uploads.add([text('a.txt')]);
			await sent[0]?.answer(outcome);
			expect(steps()).toEqual([`a.txt ${outcome}`]);
			expect(sent).toHaveLength(1);
		},
	);

	it('can be called off, which makes room for the next', () => {
		const { uploads, agent, steps, shown } = setUp();
		const { sent, send } = agent();
		uploads.turnTo(send);
		uploads.add(['a.txt', 'b.txt', 'c.txt'].map(text));
		uploads.remove(shown()[0]?.id ?? '');
		expect(sent[0]?.signal.aborted).toBe(true);
		expect(steps()).toEqual(['b.txt sending', 'c.txt sending']);
	});
});
