/**
 * What the canary needs of a room: to be in it, and to hear.
 *
 * @module
 */

/** How far an agent has come: it is in the room, its sound is there, it was heard. */
export type Reached = 'agent' | 'track' | 'voice';

export interface Joined {
	/** What LiveKit says of the room: how long it is kept after the last person has left. */
	readonly departureSeconds: number;
	/** Resolves when the agent has come so far; never otherwise. */
	reached(step: Reached): Promise<void>;
	/** Says, as a page does, that its sound is on: until then the agent holds back what it has to say. */
	sayThatItHears(): Promise<void>;
	leave(): Promise<void>;
}

/** Why LiveKit did not let somebody in, in words that may be shown: what it says itself repeats the token. */
export class NotLetIn extends Error {
	override readonly name = 'NotLetIn';
}

export interface Line {
	/**
	 * @param agentName whose voice counts: others may be in the room
	 * @throws NotLetIn
	 */
	join(url: string, token: string, agentName: string): Promise<Joined>;
}
