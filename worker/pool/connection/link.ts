/**
 * What is known of the connection to LiveKit, and when it has to be given up. Pure.
 *
 * A server that is gone without a word (a machine that has frozen, a network that has swallowed it) closes nothing: agents
 * (1.9) would wait for as long as the system does, a quarter of an hour.
 *
 * @module
 */

export type Link =
	| { readonly state: 'none' }
	/** There is an attempt to connect, `open`: LiveKit has taken it, and does not know this worker yet. */
	| { readonly state: 'connecting' | 'open'; readonly passes: number }
	/** LiveKit knows this worker. It was asked for a sign of life in each pass, and has said nothing for so many. */
	| { readonly state: 'registered'; readonly bytes: number; readonly silentPasses: number };

export type Fault = 'no_answer' | 'no_registration' | 'silent';

export const NO_LINK: Link = { state: 'none' };

export const PASS_EVERY_MS = 2_000;
/** Passes are counted instead of seconds: after a pause of this machine nobody has been silent. */
const ANSWERS_WITHIN = 3;
const SILENT_FOR = 5;

/** @param bytes read from the connection so far */
export function pass(link: Link, bytes: number): Link {
	switch (link.state) {
		case 'none':
			return link;
		case 'connecting':
		case 'open':
			return { ...link, passes: link.passes + 1 };
		case 'registered':
			return { state: 'registered', bytes, silentPasses: bytes === link.bytes ? link.silentPasses + 1 : 0 };
	}
}

export function faultOf(link: Link): Fault | null {
	switch (link.state) {
		case 'none':
			return null;
		case 'connecting':
			return link.passes >= ANSWERS_WITHIN ? 'no_answer' : null;
		case 'open':
			return link.passes >= ANSWERS_WITHIN ? 'no_registration' : null;
		case 'registered':
			return link.silentPasses >= SILENT_FOR ? 'silent' : null;
	}
}
