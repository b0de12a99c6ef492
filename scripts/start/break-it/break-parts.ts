/**
 * Breaks what runs here, for the buttons of the page: as an accident would, without a word to what is broken.
 *
 * @module
 */
import { RoomServiceClient } from 'livekit-server-sdk';
import { agentIdentity } from '../../../functions/protocol/names.ts';
import type { Break, Killing } from '../../../web/development/breaks.ts';
import type { LogLine } from '../log-line.ts';
import { PartDied, type PartName } from '../part.ts';
import type { LiveKitAccess } from '../settings.ts';
import type { Supervisor } from '../supervisor.ts';

/** What the page cannot do by itself. */
export type BrokenHere = Extract<Break, 'agent' | 'worker' | 'livekit'>;

export interface Broken {
	/** @param room of the page that asks */
	breakIt(name: BrokenHere, room: string | null): Promise<Killing>;
	/** To be told all that the parts write: which process serves which job is in it. */
	onLine(part: PartName, line: LogLine): void;
}

interface Around {
	readonly restart: Supervisor['restart'];
	/** Identities of those who are in a room; `null`: LiveKit does not answer. */
	readonly whoIsIn: (room: string) => Promise<readonly string[] | null>;
	readonly kill: (pid: number) => void;
	readonly say: (line: string) => void;
}

/** Milliseconds. Who restarts a server by hand does not do it faster. */
const LIVEKIT_DOWN_MS = 500;

export function makeBroken({ restart, whoIsIn, kill, say }: Around): Broken {
	/** By the identity of the agent. */
	const processes = new Map<string, number>();

	function restarted(part: PartName, downMs: number): Killing {
		restart(part, { killed: true, downMs }).catch((error: unknown) => {
			// Everything is being stopped, or somebody has pressed again.
			if (error instanceof PartDied) say(error.message);
		});
		return { outcome: 'killed' };
	}

	async function killAgent(room: string | null): Promise<Killing> {
		const there = room === null ? [] : await whoIsIn(room);
		if (there === null) return { outcome: 'unknown' };
		const pids = there.flatMap((identity) => processes.get(identity) ?? []);
		for (const pid of pids) kill(pid);
		return { outcome: pids.length === 0 ? 'no_agent' : 'killed' };
	}

	return {
		onLine(part, { json }) {
			const [job, pid] = [json?.['job'], json?.['pid']];
			if (part !== 'worker' || json?.['event'] !== 'job_served') return;
			if (typeof job === 'string' && typeof pid === 'number') processes.set(agentIdentity(job), pid);
		},
		async breakIt(name, room) {
			const did = name === 'agent' ? await killAgent(room) : restarted(name, name === 'livekit' ? LIVEKIT_DOWN_MS : 0);
			say(`Break it: ${name}: ${did.outcome}`);
			return did;
		},
	};
}

/** Asks LiveKit who is in a room. */
export function askWhoIsIn({ url, apiKey, apiSecret }: LiveKitAccess): Around['whoIsIn'] {
	const client = new RoomServiceClient(url.replace(/^ws/, 'http'), apiKey, apiSecret);
	return (room) =>
		client.listParticipants(room).then(
			(people) => people.map(({ identity }) => identity),
			() => null,
		);
}

/** A process that has gone in the meantime was broken by somebody else. */
export function killProcess(pid: number): void {
	try {
		process.kill(pid, 'SIGKILL');
	} catch {
		// It is gone.
	}
}
