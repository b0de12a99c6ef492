import type { EndReason, Turn } from '../../../functions/protocol/conversation.ts';
import type { TokenResponse } from '../../../functions/protocol/token.ts';
import type { Search } from '../dispatch/asking.ts';
import type { Presence } from '../presence/presence.ts';
import type { Caption } from '../transcript/transcript.ts';

/** Why there is no call, or none any more, although it has not ended. */
export type StartFailure =
	| { readonly why: 'api_unreachable' }
	/** The API said no: a problem's code, what to do, and how long to wait in milliseconds, as far as it says. */
	| {
			readonly why: 'refused';
			readonly code: string | null;
			readonly detail: string | null;
			readonly retryAfter: number | null;
	  }
	| { readonly why: 'room_unreachable' }
	/** LiveKit said no. */
	| { readonly why: 'room_refused' }
	/** Somebody has taken this person out of the room, and the call goes on. */
	| { readonly why: 'removed' };

/** What a live call tells the page. */
export type Report =
	/** The API let this page into a room. */
	| { readonly type: 'granted'; readonly grant: TokenResponse }
	| { readonly type: 'connected' }
	/**
	 * The way to the room is lost; `silent`: so is its sound, not only the signalling. `failure`: the API does not let the
	 * page in again yet.
	 */
	| { readonly type: 'dropped'; readonly silent: boolean; readonly failure?: StartFailure }
	| { readonly type: 'moved' }
	/** The API says so; `null`: not why. */
	| { readonly type: 'ended'; readonly reason: EndReason | null }
	| { readonly type: 'failed'; readonly failure: StartFailure }
	| { readonly type: 'presence'; readonly presence: Presence }
	/** What is known of an agent that is not there. Always `unknown` while one is there, or the room is lost. */
	| { readonly type: 'search'; readonly search: Search }
	| { readonly type: 'caption'; readonly caption: Caption }
	| { readonly type: 'turn'; readonly turn: Turn }
	/** The agent was told from where on it is heard. */
	| { readonly type: 'heard' }
	/** Whether the browser keeps the page silent until somebody clicks. */
	| { readonly type: 'sound'; readonly blocked: boolean };
