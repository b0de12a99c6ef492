/**
 * A visitor: one conversation, in one tab or several.
 *
 * @module
 */

import type { Grant } from '../api/doors.ts';
import { makeLink } from '../link.ts';
import { makeConnection } from '../livekit/connection.ts';
import { readToken } from '../livekit/mint.ts';
import { makeProcess } from '../process.ts';
import { openPage, type Page, type PageOptions } from './page.ts';

export type Visitor = ReturnType<typeof makeVisitor>;

type Surroundings = Omit<PageOptions, 'name' | 'conversation' | 'resumed'>;

export function makeVisitor(surroundings: Surroundings, name: string, conversation: string) {
	const { clock, random, record, server, request, doors } = surroundings;
	const pages: Page[] = [];
	const grants: Grant[] = [];

	function open(resumed: string | null): void {
		const page = `${name}'s page ${pages.length + 1}`;
		pages.push(openPage({ ...surroundings, random: random.stream(page), name: page, conversation, resumed }));
	}
	/** The tab that was opened last. */
	const current = (): Page | undefined => pages.findLast((page) => page.isOpen() && page.process.state() !== 'dead');
	function remember(): void {
		for (const page of pages) {
			const grant = page.token();
			if (grant !== null && !grants.some(({ room }) => room === grant.room)) grants.push(grant);
		}
	}

	return {
		conversation,
		current,
		processes: () => pages.map(({ process }) => process),
		start(): void {
			if (current() === undefined) open(null);
		},
		secondTab: () => open(null),
		/** The page goes without a word, and is loaded again. */
		refresh(gapMs: number): void {
			const page = current();
			if (page === undefined) return;
			const room = page.room();
			page.process.die();
			clock.after(gapMs, () => open(room));
		},
		closeTab: () => current()?.process.die(),
		leave: () => current()?.leave(),
		hangUp: () => current()?.hangUp(),
		tryAgain: () => current()?.tryAgain(),
		forget(): void {
			const sender = { process: makeProcess(`${name} forgets`), link: makeLink() };
			void request(sender, `${name} forgets`, doors.forget(conversation), 8_000);
		},
		loseNetwork(ms: number): void {
			const page = current();
			if (page === undefined) return;
			page.link.set(false);
			clock.after(ms, () => page.link.set(true));
		},
		/** The laptop is closed, and opened again. */
		sleep(ms: number): void {
			const page = current();
			if (page === undefined) return;
			page.process.freeze();
			clock.after(ms, () => page.process.goOn());
		},
		/** Somebody joins by an old token, and stays for so long. */
		joinByOldToken(ms: number): void {
			remember();
			const [grant] = grants;
			if (grant === undefined) return;
			const process = makeProcess(`${name}'s old tab`);
			const connection = makeConnection({
				clock,
				random: random.stream(`old tab at ${clock.now()}`),
				record,
				server,
				process,
				link: makeLink(),
				on: { came() {}, went() {}, reconnecting() {}, reconnected() {}, ended() {} },
				triesMs: 1_000,
				joinsAgain: false,
			});
			const token = { ...readToken(grant.token), until: clock.now() + 60_000 };
			void connection.connect(token);
			clock.after(ms, () => connection.leave());
		},
	};
}
