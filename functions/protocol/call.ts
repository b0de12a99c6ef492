/**
 * What the page and the agent say to each other inside a room, beside sound. Constants and types only: the page loads
 * this before the person has clicked anything.
 *
 * @module
 */
import type { Turn } from './conversation.ts';

/** LiveKit's own topics and attributes, so that every LiveKit client understands the agent and is understood. */
export const LIVEKIT = {
	topic: { chat: 'lk.chat', transcription: 'lk.transcription', session: 'lk.agent.session' },
	attribute: {
		agentName: 'lk.agent_name',
		agentState: 'lk.agent.state',
		segmentId: 'lk.segment_id',
		final: 'lk.transcription_final',
		publishOnBehalf: 'lk.publish_on_behalf',
	},
} as const;

/**
 * On `lk.chat` text streams: the id of a typed message, chosen by the page. The turn that it becomes has the same id,
 * so a message that is sent twice is one turn. Messages without it (other LiveKit clients) are taken once each.
 */
export const MESSAGE_ID_ATTRIBUTE = 'greenroom.message_id';

/**
 * On all that a page sends: the sid of its own participant, which changes with a refresh. What it sends overtakes the
 * news that it has joined.
 */
export const SENDER_ATTRIBUTE = 'greenroom.sender';

/** Ids that a page may choose. */
export const MESSAGE_ID = /^m_[A-Za-z0-9_-]{16,64}$/;

/** Agent to page: a {@link Turn} was committed. For a typed message it is the acknowledgement: the turn is stored. */
export const TURN_TOPIC = 'greenroom.turn';
export type TurnNotice = Turn;

/** Page to agent, once the agent's sound can be heard: {@link Hears}. */
export const HEARS_TOPIC = 'greenroom.hears';

/**
 * "I hear you from now on." The agent holds back what it has to say until this arrives (or a short deadline passes),
 * says again what was lost in between, and sends the turns that came after `turn`.
 */
export interface Hears {
	/** Id of the last committed turn that the page shows; null for none. */
	readonly turn: string | null;
	/** How many characters of the agent's speech the page showed after that turn. */
	readonly shown: number;
}

/** Agent attribute: how this agent can be talked to. */
export const LISTENS_ATTRIBUTE = 'greenroom.listens';
/** `speech`: spoken and typed; `text`: typed only (no recogniser is installed). */
export type Listens = 'speech' | 'text';

/**
 * Page to agent, a byte stream: a file that the visitor drops into the call. Its id is the stream's own, so that a plain
 * `sendFile` of any LiveKit client will do.
 */
export const FILE_TOPIC = 'greenroom.file';

/** On a file that is sent again: the id that it had first, so that it is one file. */
export const FILE_ID_ATTRIBUTE = 'greenroom.file_id';

/** Ids of files, as a page or a LiveKit client chooses them. */
export const FILE_ID = /^[A-Za-z0-9_-]{8,64}$/;

/** 5 MB: above it a page need not send a file, and an agent does not read it. */
export const FILE_LIMIT_BYTES = 5 * 1024 * 1024;

/** Agent to page: what has become of a file, a {@link FileNotice}. */
export const FILE_NOTICE_TOPIC = 'greenroom.file_notice';

export type FileOutcome =
	| 'stored'
	| 'too_large'
	/** Not a kind that is taken, or not what its name says. */
	| 'type_refused'
	/** As many as a conversation may have, or too many within a minute. */
	| 'too_many'
	/** This deployment keeps no files. */
	| 'no_store'
	/** It may be sent again. */
	| 'failed';

export interface FileNotice {
	readonly id: string;
	readonly outcome: FileOutcome;
}
