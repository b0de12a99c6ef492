/**
 * The end of a call that its worker can wait for no longer: one sentence to whoever is there, and the agent leaves.
 * Another one takes over, on another worker.
 *
 * @module
 */
import { voice } from '@livekit/agents';
import { within } from '../within.ts';

export interface CutOptions {
	readonly session: Pick<voice.AgentSession, 'on' | 'off'>;
	readonly sentence: string;
	/** Somebody is in the room, and the session runs. */
	readonly isHeard: () => boolean;
	readonly interrupt: () => Promise<void>;
	readonly say: (text: string) => void;
	readonly leave: () => void;
	readonly withinMs?: number;
}

/** Within the time that the worker gives to it (`pool/drain`): what was said has to be saved as well. */
const SAID_WITHIN_MS = 5_500;

/** @returns cuts the call; called again, it does nothing */
export function makeCut({ session, sentence, isHeard, interrupt, say, leave, ...options }: CutOptions): () => void {
	const { withinMs = SAID_WITHIN_MS } = options;
	let isCut = false;

	async function sayIt(): Promise<void> {
		await interrupt();
		const said = whenSaid(session);
		try {
			say(sentence);
			await said.promise;
		} catch {
			// It has closed meanwhile.
		} finally {
			said.forget();
		}
	}
	return () => {
		if (isCut) return;
		isCut = true;
		void (isHeard() ? within(withinMs, sayIt()) : Promise.resolve()).then(leave);
	};
}

/** The agent has begun to speak, and has stopped again. */
function whenSaid(session: CutOptions['session']) {
	let hasBegun = false;
	let listener: (event: voice.AgentStateChangedEvent) => void = () => {};
	const promise = new Promise<void>((resolve) => {
		listener = ({ newState }) => {
			if (newState === 'speaking') hasBegun = true;
			else if (hasBegun) resolve();
		};
	});
	session.on(voice.AgentSessionEventTypes.AgentStateChanged, listener);
	return { promise, forget: () => void session.off(voice.AgentSessionEventTypes.AgentStateChanged, listener) };
}
