import { initializeLogger, llm, voice } from '@livekit/agents';
import type { Room } from '@livekit/rtc-node';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { FILE_ID_ATTRIBUTE, FILE_NOTICE_TOPIC, FILE_TOPIC } from '../../../functions/protocol/call.ts';
import type { KnownFile } from '../../../functions/protocol/files.ts';
import { memoryLog } from '../../testing.ts';
import { know } from '../../voice/know.ts';
import { OfflineBrain } from '../../voice/offline/brain/llm.ts';
import { CallAgent } from '../call-agent.ts';
import { makeCallFiles } from './call-files.ts';

beforeAll(() => initializeLogger({ pretty: false, level: 'silent' }));
const open: voice.AgentSession[] = [];
afterAll(() => Promise.all(open.map((session) => session.close())));

const hello = new TextEncoder().encode('hello');

/** A brain that shows what it is given. */
class SeenBrain extends OfflineBrain {
	readonly seen: string[][] = [];

	override chat(options: Parameters<llm.LLM['chat']>[0]): llm.LLMStream {
		this.seen.push(options.chatCtx.items.flatMap((item) => (item.type === 'message' ? [item.textContent ?? ''] : [])));
		return super.chat(options);
	}
}

type Handler = Parameters<Room['registerByteStreamHandler']>[1];

async function call(files?: KnownFile[]) {
	let handler: Handler | undefined;
	const sent: unknown[] = [];
	const room = {
		isConnected: true,
		localParticipant: {
			sendText: async (text: string, options: object) => void sent.push([JSON.parse(text), options]),
		},
		registerByteStreamHandler: (topic: string, handle: Handler) => {
			if (topic === FILE_TOPIC) handler = handle;
		},
	};
	let ids = 0;
	const brain = new SeenBrain({ random: () => 0, newId: () => `id${++ids}` });
	const session = new voice.AgentSession({ llm: brain, vad: null, turnHandling: { turnDetection: null } });
	open.push(session);
	const said: string[] = [];
	session.on(voice.AgentSessionEventTypes.ConversationItemAdded, ({ item }) => {
		if (item.type === 'message') said.push(item.textContent ?? '');
	});
	const chatCtx = new llm.ChatContext([
		llm.ChatMessage.create({ role: 'user', content: 'my name is Anna', createdAt: 10 }),
		llm.ChatMessage.create({ role: 'assistant', content: 'Nice to meet you.', createdAt: 30 }),
	]);
	const agent = new CallAgent({ instructions: 'Be brief.', chatCtx, tools: {}, onSpeech: () => {} });
	const given: boolean[] = [];
	const { log, lines } = memoryLog();
	const stored: unknown[] = [];
	const callFiles = makeCallFiles({
		room: room as unknown as Room,
		claim: { humanIdentity: 'human-ada', ...(files === undefined ? {} : { files }) },
		store: async (...what) => {
			stored.push(what);
			return { outcome: 'ok', body: { outcome: 'stored' } };
		},
		fetch: async () => new TextEncoder().encode('milk and bread'),
		know: (message) => know(agent, [message]),
		onGiven: (isRead) => given.push(isRead),
		now: () => Date.now(),
		log,
	});
	callFiles.start();
	await session.start({ agent, record: false });
	return {
		brain,
		sent,
		said,
		given,
		stored,
		lines,
		ask: (userInput: string) => session.run({ userInput }).wait(),
		async drop(from: string, info: object, content: Uint8Array = hello) {
			const close = vi.fn(async () => {});
			const reader = {
				info: { streamId: 'stream-0001', name: 'notes.txt', mimeType: 'text/plain', ...info },
				close,
				async *[Symbol.asyncIterator]() {
					yield content;
				},
			};
			handler?.(reader as unknown as Parameters<Handler>[0], { identity: from });
			await callFiles.flush(5_000);
			return close;
		},
	};
}

describe('a file in a call', () => {
	it('is read by the model with the next question, and is nothing that the visitor has said', async () => {
		const { drop, ask, brain, said, given } = await call();
		await drop('human-ada', {});
		expect(given).toEqual([true]);
		expect(said).toEqual([]);
		await ask('what did I say before');
		const [context = []] = brain.seen;
		expect(context.find((text) => text.includes('notes.txt'))).toContain('\nhello\n');
		expect(context).toContain('my name is Anna');
		expect(said.join()).toContain('my name is Anna');
		expect(said.join()).not.toContain('hello');
	});

	it('is known by its name alone when it cannot be read', async () => {
		const { drop, ask, brain, given } = await call();
		await drop('human-ada', { name: 'a.pdf' }, new TextEncoder().encode('%PDF-1.7 secret'));
		expect(given).toEqual([false]);
		await ask('hello');
		const file = brain.seen[0]?.find((text) => text.includes('a.pdf'));
		expect(file).toContain('cannot read');
		expect(file).not.toContain('secret');
	});

	it('is acknowledged to the visitor alone, under the id that it was sent with', async () => {
		const { drop, sent } = await call();
		await drop('human-ada', {});
		await drop('human-ada', { streamId: 'stream-0002', attributes: { [FILE_ID_ATTRIBUTE]: 'stream-0001' } });
		const notice = [
			{ id: 'stream-0001', outcome: 'stored' },
			{ topic: FILE_NOTICE_TOPIC, destinationIdentities: ['human-ada'] },
		];
		expect(sent).toEqual([notice, notice]);
	});

	it('is taken from nobody else', async () => {
		const { drop, sent, stored } = await call();
		const close = await drop('human-eve', {});
		expect(close).toHaveBeenCalledTimes(1);
		expect([sent, stored]).toEqual([[], []]);
	});
});

it('files of earlier agents are known where they were given, and nothing is said of them', async () => {
	const file = { id: 'file-0001', name: 'list.txt', type: 'text/plain', size: 14, at: 20 } as const;
	const download = { url: '/a', method: 'GET', headers: {} } as const;
	const { ask, brain, given, sent } = await call([
		{ ...file, download },
		{ ...file, id: 'file-0002', name: 'a.png', type: 'image/png' },
	]);
	await ask('hello');
	const [context = []] = brain.seen;
	const at = (text: string) => context.findIndex((one) => one.includes(text));
	expect(context[at('list.txt')]).toContain('milk and bread');
	expect(at('a.png')).toBeGreaterThan(-1);
	expect(at('Anna')).toBeLessThan(at('list.txt'));
	expect(at('list.txt')).toBeLessThan(at('Nice to meet you'));
	expect([given, sent]).toEqual([[], []]);
});
