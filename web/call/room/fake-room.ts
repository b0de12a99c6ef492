/**
 * A room without a server, for tests: LiveKit's own `Room` and `RemoteParticipant`, so that what is read from them is
 * what livekit-client really keeps there; only the ways to the network are cut.
 *
 * @module
 */
import {
	ConnectionState,
	type DisconnectReason,
	ParticipantKind,
	RemoteParticipant,
	type RemoteTrack,
	Room,
	RoomEvent,
} from 'livekit-client';

type TextStreamHandler = Parameters<Room['registerTextStreamHandler']>[1];

export interface SentText {
	readonly topic: string;
	readonly text: string;
	readonly attributes: Readonly<Record<string, string>>;
}

export interface FakeAgent {
	readonly participant: RemoteParticipant;
	says(state: string): void;
	/** Publishes sound, to which the page is subscribed at once. */
	publishSound(sid: string): FakeSound;
	go(): void;
}

export interface FakeSound {
	/** The browser begins to play it. */
	play(): void;
}

export class FakeRoom extends Room {
	readonly sent: SentText[] = [];
	readonly published: unknown[] = [];
	/** What `connect` does: by default it connects. */
	connecting: () => Promise<void> = async () => {};
	allowed = true;
	left = false;
	readonly #handlers = new Map<string, TextStreamHandler>();
	#joined = 0;

	constructor() {
		super({ disconnectOnPageLeave: false });
		this.localParticipant.identity = 'human-1';
		this.localParticipant.sid = 'PA_me';
		this.localParticipant.sendText = async (text, options = {}) => {
			this.sent.push({ topic: options.topic ?? '', text, attributes: options.attributes ?? {} });
			return { id: '', mimeType: '', topic: '', timestamp: 0, encryptionType: 0 };
		};
		this.localParticipant.publishTrack = (track) => {
			this.published.push(track);
			return new Promise(() => {});
		};
	}

	override get canPlaybackAudio(): boolean {
		return this.allowed;
	}

	override connect = async (): Promise<void> => {
		this.become(ConnectionState.Connecting);
		await this.connecting();
		this.become(ConnectionState.Connected);
	};

	override disconnect = async (): Promise<void> => {
		this.left = true;
		this.drop();
	};

	override registerTextStreamHandler(topic: string, handler: TextStreamHandler): void {
		this.#handlers.set(topic, handler);
	}

	become(state: ConnectionState): void {
		this.state = state;
		this.emit(RoomEvent.ConnectionStateChanged, state);
	}

	drop(reason?: DisconnectReason): void {
		this.remoteParticipants.clear();
		this.become(ConnectionState.Disconnected);
		this.emit(RoomEvent.Disconnected, reason);
	}

	/**
	 * Begins a full reconnect as livekit-client does: everybody is reported gone while the room is still connected.
	 *
	 * @returns a function that ends it: everybody is there again before the room is connected
	 */
	restart(): () => void {
		const there = [...this.remoteParticipants];
		this.remoteParticipants.clear();
		for (const [, participant] of there) this.emit(RoomEvent.ParticipantDisconnected, participant);
		this.become(ConnectionState.Reconnecting);
		return () => {
			for (const [identity, participant] of there) this.remoteParticipants.set(identity, participant);
			this.become(ConnectionState.Connected);
			this.emit(RoomEvent.Reconnected);
		};
	}

	/** @param event false for somebody who was there first, of whom no event tells */
	addAgent(sid: string, attributes: Record<string, string> = {}, { event = true } = {}): FakeAgent {
		return this.#add(sid, `agent-${sid}`, attributes, ParticipantKind.AGENT, event);
	}

	addHuman(sid: string): FakeAgent {
		return this.#add(sid, `human-${sid}`, {}, ParticipantKind.STANDARD, true);
	}

	/** A text stream of one or more chunks arrives. */
	receive(topic: string, from: string, chunks: readonly string[], attributes: Record<string, string> = {}): void {
		const reader = {
			info: { id: `stream of ${chunks.join('')}`, attributes },
			readAll: async () => chunks.join(''),
			async *[Symbol.asyncIterator]() {
				yield* chunks;
			},
		};
		// livekit-client exports the type of its reader and not the class.
		this.#handlers.get(topic)?.(reader as unknown as Parameters<TextStreamHandler>[0], { identity: from });
	}

	#add(
		sid: string,
		identity: string,
		attributes: Record<string, string>,
		kind: ParticipantKind,
		event: boolean,
	): FakeAgent {
		// There is no server to signal to: nothing here does.
		const signal = {} as ConstructorParameters<typeof RemoteParticipant>[0];
		const participant = new RemoteParticipant(signal, sid, identity, '', '', attributes, undefined, kind);
		this.#joined += 1;
		const joinedAt = new Date(this.#joined * 1_000);
		Object.defineProperty(participant, 'joinedAt', { get: () => joinedAt });
		this.remoteParticipants.set(identity, participant);
		if (event) this.emit(RoomEvent.ParticipantConnected, participant);
		return {
			participant,
			says: (state) => {
				Object.assign(attributes, { 'lk.agent.state': state });
				Object.defineProperty(participant, 'attributes', { value: attributes, configurable: true });
				this.emit(RoomEvent.ParticipantAttributesChanged, attributes, participant);
			},
			publishSound: (trackSid) => this.#publishSound(participant, trackSid),
			go: () => {
				this.remoteParticipants.delete(identity);
				this.emit(RoomEvent.ParticipantDisconnected, participant);
			},
		};
	}

	#publishSound(participant: RemoteParticipant, trackSid: string): FakeSound {
		const element = document.createElement('audio');
		let playing = false;
		Object.defineProperty(element, 'paused', { get: () => !playing });
		Object.defineProperty(element, 'readyState', { value: 4 });
		// As much of a track and its publication as somebody who listens touches.
		const track = { attach: () => element, detach: () => [element] } as unknown as RemoteTrack;
		const publication = { trackSid, track } as unknown as Parameters<typeof participant.audioTrackPublications.set>[1];
		participant.audioTrackPublications.set(trackSid, publication);
		this.emit(RoomEvent.TrackSubscribed, track, publication, participant);
		return {
			play: () => {
				playing = true;
				element.dispatchEvent(new Event('playing'));
			},
		};
	}
}
