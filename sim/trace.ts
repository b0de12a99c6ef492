/**
 * What has happened in a world, as one could see it from outside: on LiveKit, in the store, in processes, and what was
 * answered. The checker reads nothing else.
 *
 * @module
 */
type Happening =
	/** LiveKit: one life of a room name. */
	| { readonly kind: 'room_started'; readonly room: string; readonly sid: string; readonly departureMs: number }
	| { readonly kind: 'room_finished'; readonly room: string; readonly sid: string; readonly why: string }
	/** A participant is listed, and is not. */
	| ({ readonly kind: 'joined'; readonly roomSid: string } & Participant)
	| ({ readonly kind: 'left'; readonly why: string } & Participant)
	/** A participant is really there: its process runs, its network and its media work, the server has it. */
	| ({ readonly kind: 'present'; readonly is: boolean; readonly client: string } & Participant)
	| { readonly kind: 'livekit'; readonly is: 'up' | 'down' }
	| { readonly kind: 'dispatched'; readonly room: string; readonly job: string; readonly by: 'token' | 'api' }
	| { readonly kind: 'dispatch_lost'; readonly room: string; readonly job: string; readonly why: string }
	/** What the API has done on LiveKit. `sid`: of the room, or of the participant. */
	| {
			readonly kind: 'did';
			readonly what: 'delete' | 'remove' | 'dispatch';
			readonly room: string;
			readonly sid: string | null;
	  }
	/** What the API was told, and has answered: a participant is there, or gone, or a life of a room has begun or ended. */
	| { readonly kind: 'told'; readonly room: string; readonly what: Told; readonly sid: string; readonly how: string }
	/** The API has looked at a room, and has the answer: who is listed, in which life. Null: there is no such room. */
	| { readonly kind: 'looked'; readonly room: string; readonly life: string | null; readonly sids: readonly string[] }
	/** Doors that somebody has got an answer from. */
	| {
			readonly kind: 'token';
			readonly conversation: string;
			readonly room: string;
			readonly page: string;
			readonly from: number;
	  }
	/** Was asked for. */
	| { readonly kind: 'hung_up'; readonly room: string }
	| { readonly kind: 'forgotten'; readonly conversation: string }
	| { readonly kind: 'claimed'; readonly room: string; readonly job: string; readonly epoch: number }
	| {
			readonly kind: 'wrote';
			readonly room: string;
			readonly job: string;
			readonly epoch: number;
			readonly from: number;
	  }
	| { readonly kind: 'lost'; readonly room: string; readonly job: string }
	| { readonly kind: 'turn_kept'; readonly conversation: string; readonly id: string }
	/** The store, as it was done. */
	| {
			readonly kind: 'saved';
			readonly key: string;
			readonly value: string;
			readonly deadline: number | null;
			readonly fence: number;
			/** What the tape of the conversation got with it. */
			readonly note: string | null;
	  }
	| {
			readonly kind: 'appended';
			readonly key: string;
			readonly ids: readonly string[];
			readonly epoch: number;
			readonly outcome: string;
	  }
	| { readonly kind: 'leased'; readonly key: string; readonly until: number }
	| { readonly kind: 'store_lost' }
	/** Processes. */
	| { readonly kind: 'job'; readonly job: string; readonly room: string; readonly is: 'begun' }
	/** `why`: what it said itself, or `killed`. */
	| { readonly kind: 'job'; readonly job: string; readonly room: string; readonly is: 'ended'; readonly why: string }
	| { readonly kind: 'worker'; readonly worker: string; readonly is: WorkerState }
	| { readonly kind: 'threw'; readonly door: string; readonly error: string }
	/** Something is done to the world. */
	| { readonly kind: 'move'; readonly move: string }
	/** The API, or its way to the store or to LiveKit, does not work as it should until then. */
	| { readonly kind: 'trouble'; readonly by: string; readonly until: number }
	/** Nothing is done to the world any more. */
	| { readonly kind: 'quiet' };

interface Participant {
	readonly room: string;
	readonly sid: string;
	readonly identity: string;
	readonly who: 'human' | 'agent';
}

/**
 * `ready`: it takes jobs, and the API can hear of it. `draining`: it rejects them. `away`: neither, although LiveKit may
 * believe in it.
 */
export type WorkerState = 'ready' | 'draining' | 'away' | 'gone';

/** `room_lived`: somebody has left it, which does not say that it goes on. */
export type Told = 'there' | 'gone' | 'room_lives' | 'room_lived' | 'room_finished';

export type TraceEvent = { readonly at: number } & Happening;
export type Kind = TraceEvent['kind'];
export type Of<K extends Kind> = Extract<TraceEvent, { readonly kind: K }>;

export type Recorder = (happening: Happening) => void;

/** All of it, and what is promised in numbers. */
export interface Trace {
	readonly events: readonly TraceEvent[];
	readonly end: number;
	readonly settings: Settings;
	/** What the store lists of each conversation in the end. */
	readonly turns: Readonly<Record<string, readonly string[]>>;
}

export interface Settings {
	readonly graceMs: number;
	/** How often somebody looks what is due while a worker lives, and while none does. */
	readonly sweepMs: number;
	readonly backstopMs: number;
	/** Added to what is promised where requests take long. */
	readonly slackMs: number;
	/** Each load of the page is a room of its own. */
	readonly isFresh: boolean;
}

export function makeRecorder(now: () => number): { readonly record: Recorder; readonly events: TraceEvent[] } {
	const events: TraceEvent[] = [];
	return { events, record: (happening) => void events.push({ at: now(), ...happening }) };
}
