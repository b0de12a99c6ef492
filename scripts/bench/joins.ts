/**
 * How long several people wait who call in the same moment: from the answer of the token door until each hears the
 * agent. By rtc-node, in one process: five browsers would need the machine for themselves.
 *
 * @module
 */
import { AudioStream, RemoteAudioTrack, Room, RoomEvent } from '@livekit/rtc-node';
import { eventually } from '../../e2e/eventually.ts';
import { type Greenroom, isAlive, readLogs, startForTests } from '../../e2e/greenroom.ts';
import { newVisitor, type Visitor } from '../../e2e/kills/visitor.ts';
import { HEARS_TOPIC, LIVEKIT, SENDER_ATTRIBUTE } from '../../functions/protocol/call.ts';
import { newTrace } from '../../functions/protocol/trace.ts';
import type { Progress } from '../install/progress.mjs';
import type { Figure } from './figures.ts';

const RUNS = 3;
const AT_ONCE = 5;
/** A hundredth of full scale, as in the worker. */
const AUDIBLE = 328;
const PATIENCE_MS = 60_000;
/** Whoever is warm has still to answer for its start: the machine is quiet again after that. */
const QUIET_MS = 3_000;

export async function benchJoins(progress: Progress, idleProcesses = AT_ONCE): Promise<Figure[]> {
	// rtc-node logs what it does otherwise.
	process.env['NODE_ENV'] ??= 'production';
	const greenroom = await startForTests({ idleProcesses });
	const times: Times = { first: [], last: [] };
	const alone: Times = { first: [], last: [] };
	try {
		for (let run = 1; run <= RUNS; run++) {
			const step = progress.step(`Joins ${run} of ${RUNS}`);
			await joinAtOnce(greenroom, 1, alone, idleProcesses);
			await joinAtOnce(greenroom, AT_ONCE, times, idleProcesses);
			step.end();
		}
	} finally {
		await greenroom.stop();
	}
	return [
		{ name: 'one joins -> first sound', unit: 'ms', values: alone.last },
		{ name: `${AT_ONCE} join at once -> the first one's sound`, unit: 'ms', values: times.first },
		{ name: `${AT_ONCE} join at once -> the last one's sound`, unit: 'ms', values: times.last, aim: 2_000 },
	];
}

interface Times {
	readonly first: number[];
	readonly last: number[];
}

async function joinAtOnce(greenroom: Greenroom, count: number, times: Times, idle: number): Promise<void> {
	await eventually(
		'warm processes',
		() => warmProcesses(greenroom),
		(warm) => warm >= idle,
		PATIENCE_MS,
	);
	await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
	const visitors = await Promise.all(
		Array.from({ length: count }, () =>
			newVisitor(
				greenroom.apiUrl,
				newTrace((n) => crypto.getRandomValues(new Uint8Array(n))),
			),
		),
	);
	const heard = await Promise.all(visitors.map(hearGreeting));
	const waits = heard.map(({ ms }) => ms);
	times.first.push(Math.min(...waits));
	times.last.push(Math.max(...waits));
	await Promise.all(heard.map(({ end }) => end()));
}

/** Those that wait for a call. */
async function warmProcesses(greenroom: Greenroom): Promise<number> {
	const log = readLogs(greenroom);
	const taken = new Set((await log.events('worker', 'job_served')).map(({ pid }) => pid));
	const warm = await log.events('worker', 'job_process_warm');
	return warm.filter(({ pid }) => !taken.has(pid) && isAlive(Number(pid))).length;
}

async function hearGreeting(visitor: Visitor): Promise<{ readonly ms: number; end(): Promise<void> }> {
	const { signal } = new AbortController();
	const room = new Room();
	const heard = new Promise<number>((resolve) => {
		room.on(RoomEvent.TrackSubscribed, (track) => {
			if (track instanceof RemoteAudioTrack) void untilAudible(track).then(() => resolve(performance.now()));
		});
	});
	let isTold = false;
	const tell = () => {
		const { localParticipant } = room;
		const isReady = [...room.remoteParticipants.values()].some(
			({ attributes }) => (attributes[LIVEKIT.attribute.agentState] ?? 'initializing') !== 'initializing',
		);
		if (!isReady || isTold || localParticipant === undefined) return;
		isTold = true;
		const attributes = { [SENDER_ATTRIBUTE]: localParticipant.sid ?? '' };
		void localParticipant.sendText(JSON.stringify({ turn: null, shown: 0 }), { topic: HEARS_TOPIC, attributes });
	};
	room.on(RoomEvent.ParticipantAttributesChanged, tell);
	room.on(RoomEvent.ParticipantConnected, tell);
	const began = performance.now();
	const answer = await visitor.api.token(signal);
	if (answer.outcome !== 'answered') throw new Error(`no token: ${answer.outcome}`);
	const { server_url, participant_token, room_name } = answer.value;
	await room.connect(server_url, participant_token, { autoSubscribe: true, dynacast: false });
	tell();
	const ms = (await heard) - began;
	return {
		ms,
		async end() {
			await visitor.hangUp(room_name);
			await room.disconnect();
		},
	};
}

async function untilAudible(track: RemoteAudioTrack): Promise<void> {
	const reader = new AudioStream(track).getReader();
	for (;;) {
		const { done, value } = await reader.read();
		if (done || value.data.some((sample: number) => Math.abs(sample) >= AUDIBLE)) break;
	}
	await reader.cancel();
}
