import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ParticipantKind, Room } from '@livekit/rtc-node';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import {
	FILE_LIMIT_BYTES,
	FILE_NOTICE_TOPIC,
	FILE_TOPIC,
	type FileNotice,
	HEARS_TOPIC,
	LIVEKIT,
} from '../functions/protocol/call.ts';
import { conversationViewSchema } from '../functions/protocol/conversation.ts';
import { persona } from '../worker/persona.ts';
import { eventually } from './eventually.ts';
import { type Greenroom, lacks, readLogs, startForTests } from './greenroom.ts';

const WITHIN_MS = 20_000;
const scene = { start: 'first', voice: 'offline', listens: 'text' } as const;
const SECRET = 'the combination of the safe is 4711';

describe.skipIf(lacks('livekit-server'))('files that are dropped into a call', () => {
	let greenroom: Greenroom;
	beforeAll(async () => {
		greenroom = await startForTests();
	});
	afterAll(() => greenroom.stop());

	const filesFolder = () => join(greenroom.logFolder, '../files');
	async function lie(): Promise<readonly string[]> {
		const entries = await readdir(filesFolder(), { recursive: true, withFileTypes: true }).catch(() => []);
		return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
	}

	async function newVisitor() {
		const api = async (path: string, init: RequestInit = {}) =>
			fetch(new URL(path, greenroom.apiUrl), {
				...init,
				headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
			});
		const known = await fetch(new URL('/api/visitor', greenroom.apiUrl), { method: 'POST' });
		const { token } = await known.json();
		return {
			api,
			view: async () => conversationViewSchema.parse(await (await api('/api/conversation')).json()),
			join: async () => (await api('/api/livekit/token', { method: 'POST', body: '{}' })).json(),
		};
	}

	type Visitor = Awaited<ReturnType<typeof newVisitor>>;

	/** In their room, with an agent that is ready. */
	async function call(visitor?: Visitor) {
		const { api, view, join } = visitor ?? (await newVisitor());
		const { server_url, participant_token } = await join();
		const room = new Room();
		const notices: FileNotice[] = [];
		room.registerTextStreamHandler(FILE_NOTICE_TOPIC, (reader) => {
			void reader.readAll().then((text) => notices.push(JSON.parse(text)));
		});
		room.registerTextStreamHandler(LIVEKIT.topic.transcription, (reader) => void reader.close());
		await room.connect(server_url, participant_token, { autoSubscribe: true, dynacast: false });
		const me = room.localParticipant;
		if (me === undefined) throw new Error('not in the room');
		const state = async () =>
			[...room.remoteParticipants.values()].find(({ kind }) => kind === ParticipantKind.AGENT)?.attributes[
				LIVEKIT.attribute.agentState
			];
		await eventually('an agent that is ready', state, (seen) => seen === 'listening' || seen === 'speaking', WITHIN_MS);
		await me.sendText(JSON.stringify({ turn: null, shown: 0 }), { topic: HEARS_TOPIC });
		async function begin(name: string, announced: number | null) {
			const totalSize = announced === null ? {} : { totalSize: announced };
			const writer = await me?.streamBytes({ topic: FILE_TOPIC, name, mimeType: 'text/plain', ...totalSize });
			if (writer === undefined) throw new Error('not in the room');
			return writer;
		}
		/** @param announced what its header says, if not the truth; null: nothing */
		async function drop(name: string, content: Uint8Array, announced: number | null = content.length) {
			const writer = await begin(name, announced);
			// The agent does not read on when it has had enough.
			const written = writer.write(content).then(() => writer.close());
			written.catch(() => {});
			const id = writer.info.streamId;
			const noticed = async () => notices.find((notice) => notice.id === id)?.outcome;
			return { id, outcome: await eventually(`what becomes of ${name}`, noticed, Boolean, WITHIN_MS) };
		}
		const sendFile = me.sendFile.bind(me);
		/** What was sent before has arrived when this was taken: in a room nothing overtakes. */
		async function type(text: string) {
			await me?.sendText(text, { topic: LIVEKIT.topic.chat });
			const turns = async () => (await view()).turns.map((turn) => turn.text);
			await eventually('what was typed', turns, (all) => all.includes(text), WITHIN_MS);
		}
		return { api, view, join, notices, begin, drop, sendFile, type, leave: () => room.disconnect() };
	}

	test('are stored, acknowledged and known, and nobody else sees them', async () => {
		const { drop, view, api, leave } = await call();
		onTestFinished(leave);
		const { id, outcome } = await drop('my notes.txt', new TextEncoder().encode(SECRET));
		expect(outcome).toBe('stored');

		const said = async () => (await view()).turns.map(({ role, text }) => `${role}: ${text}`);
		const thanks = `agent: ${persona.fileReceived(scene, true)}`;
		expect((await eventually('thanks', said, (turns) => turns.includes(thanks), WITHIN_MS)).join()).not.toContain(
			SECRET,
		);
		const { files } = await view();
		expect(files).toEqual([
			{ id, name: 'my notes.txt', type: 'text/plain', size: SECRET.length, at: expect.any(Number) },
		]);
		const [path, ...others] = await lie();
		expect(others).toEqual([]);
		expect(path).toContain(id);
		expect(path).not.toContain('notes');
		expect(await readFile(path ?? '', 'utf8')).toBe(SECRET);
		expect((await stat(path ?? '')).mode & 0o077).toBe(0);

		const eve = await newVisitor();
		await eve.join();
		expect(await eve.view()).not.toHaveProperty('files');

		const log = await readLogs(greenroom).everything();
		expect(log).toContain('"event":"file_given"');
		for (const secret of [SECRET, 'my notes']) expect(log).not.toContain(secret);

		expect((await api('/api/conversation', { method: 'DELETE' })).status).toBe(200);
		expect(await lie()).toEqual([]);
	});

	test('are refused when they are too large or not what they say', async () => {
		const { drop, view, notices, sendFile, leave } = await call();
		onTestFinished(leave);
		const big = new Uint8Array(6 * 1024 * 1024).fill(65);
		expect((await drop('big.txt', big)).outcome).toBe('too_large');
		expect((await drop('endless.txt', big, null)).outcome).toBe('too_large');
		expect((await drop('liar.txt', big, 10)).outcome).not.toBe('stored');
		const program = Uint8Array.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0]);
		expect((await drop('holiday.txt', program)).outcome).toBe('type_refused');
		expect((await drop('holiday.png', program)).outcome).toBe('type_refused');
		expect(await lie()).toEqual([]);
		expect(await view()).not.toHaveProperty('files');
		// Control: the largest that is taken.
		const whole = await drop('whole.txt', big.subarray(0, FILE_LIMIT_BYTES));
		expect(whole.outcome).toBe('stored');
		expect((await view()).files).toMatchObject([{ name: 'whole.txt', size: FILE_LIMIT_BYTES }]);
		expect(notices).toHaveLength(6);

		// As LiveKit's own sendFile sends it: compressed.
		const folder = await mkdtemp(join(tmpdir(), 'greenroom-file-'));
		onTestFinished(() => rm(folder, { recursive: true, force: true }));
		const content = 'all work and no play\n'.repeat(20_000);
		await writeFile(join(folder, 'play.md'), content);
		await sendFile(join(folder, 'play.md'), { topic: FILE_TOPIC, name: 'play.md', mimeType: 'text/markdown' });
		const last = async () => (await view()).files?.at(-1);
		const stored = await eventually('the file', last, (file) => file?.name === 'play.md', WITHIN_MS);
		expect(stored).toMatchObject({ type: 'text/markdown', size: content.length });
		const [path = ''] = (await lie()).filter((one) => one.endsWith(stored?.id ?? ''));
		expect(await readFile(path, 'utf8')).toBe(content);
	});

	test('break off when their sender goes in the middle, and nothing is left of them', async () => {
		const { begin, type, leave } = await call();
		const writer = await begin('half.txt', 2_000_000);
		await writer.write(new Uint8Array(500_000).fill(65));
		await type('hello');
		const given = () => readLogs(greenroom).events('worker', 'file_given');
		const { length: before } = await given();
		await leave();
		const lines = await eventually('its end', given, ({ length }) => length > before, WITHIN_MS);
		expect(lines.slice(before)).toMatchObject([{ outcome: 'failed' }]);
		expect((await lie()).filter((path) => path.includes(writer.info.streamId))).toEqual([]);
	});

	test('of a former call are known to the next agent', async () => {
		const first = await call();
		expect((await first.drop('notes.txt', new TextEncoder().encode(SECRET))).outcome).toBe('stored');
		await first.api('/api/livekit/delete-room', {
			method: 'POST',
			body: JSON.stringify({ room_name: (await first.view()).room }),
		});
		await first.leave();
		const second = await call(first);
		onTestFinished(second.leave);
		expect((await second.view()).files).toMatchObject([{ name: 'notes.txt' }]);
		const recalled = () => readLogs(greenroom).events('worker', 'file_recalled');
		const lines = await eventually('the file', recalled, ({ length }) => length > 0, WITHIN_MS);
		expect(lines).toMatchObject([{ outcome: 'read' }]);
	});
});
