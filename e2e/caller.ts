/**
 * Somebody with a browser who calls. They use the page as people do, and look at it without touching it.
 *
 * @module
 */
import type { ConversationView } from '../functions/protocol/conversation.ts';
import { parseRoomName } from '../functions/protocol/names.ts';
import type { DeafTab, Tab, TestBrowser, Visitor, VisitorOptions } from './browser.ts';
import { eventually } from './eventually.ts';
import type { Ear } from './hearing/ear.ts';

/** Generous: two cores carry a browser, a server and a worker. */
const PATIENCE = 20_000;

export interface Caller extends Tab {
	readonly visitor: Visitor;
	/** Where they call. */
	readonly url: string;
	/** Opens the page and clicks "Start call"; resolves with the time of the click once the call is connected. */
	startCall(): Promise<number>;
	/** Types a message and presses Enter; resolves with the time. */
	type(text: string): Promise<number>;
	/** Waits until `<html data-agent>` says so. */
	agentIs(state: string): Promise<void>;
	callIs(state: string): Promise<void>;
	/** Waits until the agent has said its opening to the end, or was heard to be cut off in it. */
	greeted(): Promise<void>;
	/** Waits until the transcript shows these words. */
	shows(words: string): Promise<void>;
	/** What the transcript shows, oldest first. */
	transcript(): Promise<string[]>;
	/** The room of the call, by what the page asks its API. */
	room(): Promise<string>;
	endCall(): Promise<void>;
}

export async function openCaller(browser: TestBrowser, url: string, options?: VisitorOptions): Promise<Caller> {
	const visitor = await browser.visitor(options);
	return callerIn(visitor, await visitor.openTab(), url);
}

/** A caller whom nobody needs to hear; costs less. */
export async function openDeafCaller(browser: TestBrowser, url: string, options?: VisitorOptions): Promise<Caller> {
	return deafCallerIn(await browser.visitor(options), url);
}

/** The same of a visitor who was here before. */
export async function deafCallerIn(visitor: Visitor, url: string): Promise<Caller> {
	return callerIn(visitor, { ...(await visitor.openTabWithoutEar()), ear: deaf }, url);
}

const unheard = (): never => {
	throw new Error('this caller was opened without an ear');
};
const deaf: Ear = { heardSince: unheard, heardUntil: unheard, nextVoice: unheard, silence: unheard };

/** For asking the API as this visitor. Playwright's own requests look `localhost` up in the network. */
export async function cookieOf({ context }: Visitor, url: string): Promise<string> {
	const cookies = await context.cookies(url);
	return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}

/** The conversation of a caller, as the API tells their page. */
export async function conversationOf({ visitor, url }: Pick<Caller, 'visitor' | 'url'>): Promise<ConversationView> {
	const headers = { cookie: await cookieOf(visitor, url) };
	const response = await fetch(new URL('/api/conversation', url), { headers });
	return (await response.json()) as ConversationView;
}

export function callerIn(visitor: Visitor, tab: DeafTab & { readonly ear: Ear }, url: string): Caller {
	const { page, glance } = tab;
	const is = (name: string) => async (state: string) => {
		await eventually(
			`${name}=${state}`,
			() => glance.attribute('html', name),
			(seen) => seen === state,
			PATIENCE,
		);
	};
	const callIs = is('data-call');

	return {
		...tab,
		visitor,
		url,
		callIs,
		agentIs: is('data-agent'),
		async greeted() {
			const entry = '[role=log] [data-role=agent][data-state=committed]';
			await eventually(
				'the greeting',
				() => glance.text(entry),
				(seen) => seen !== null,
				PATIENCE,
			);
		},
		async startCall() {
			await page.goto(url);
			const clicked = Date.now();
			await page.getByRole('button', { name: 'Start call' }).click();
			await callIs('connected');
			return clicked;
		},
		async type(text) {
			await page.getByRole('textbox', { name: 'Message' }).fill(text);
			const typed = Date.now();
			await page.keyboard.press('Enter');
			return typed;
		},
		async shows(words) {
			await eventually(
				`"${words}" in the transcript`,
				() => glance.text('[role=log]'),
				(seen) => seen?.includes(words) === true,
				PATIENCE,
			);
		},
		async transcript() {
			const entries = await page.getByRole('log').getByRole('listitem').all();
			return Promise.all(entries.map(async (entry) => (await entry.innerText()).split('\n').join(' ')));
		},
		async room() {
			const { room } = await conversationOf({ visitor, url });
			if (room === null || parseRoomName(room) === null) throw new Error('no call is open');
			return room;
		},
		async endCall() {
			await page.getByRole('button', { name: 'End call' }).click();
			await callIs('ended');
		},
	};
}
