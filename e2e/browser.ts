/**
 * Real Chromium for tests, in which every caller's tab has an ear.
 *
 * @example
 * const browser = await launchBrowser();
 * const visitor = await browser.visitor();
 * const { page, ear, problems } = await visitor.openTab();
 * await page.goto('http://127.0.0.1:3000');
 * const clicked = Date.now();
 * await page.getByRole('button', { name: 'Start call' }).click();
 * await expectToHear(ear, { says: 'Hello there.', after: clicked, within: 5_000 });
 * expect(problems).toEqual([]);
 * await browser.close();
 *
 * @module
 */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { locatePart } from '../scripts/install/system-parts.ts';
import { browserFlags } from './browser-flags.ts';
import { attachEar } from './hearing/attach-ear.ts';
import type { Ear } from './hearing/ear.ts';
import { type EarServer, openEarServer } from './hearing/ear-server.ts';
import { type Glance, glanceAt } from './hearing/glance.ts';
import { type Microphone, makeMicrophone } from './hearing/microphone.ts';
import { setMicrophonePermission } from './hearing/microphone-permission.ts';

export interface BrowserOptions {
	/** What the fake microphone says; one for the whole browser. Without it nobody speaks. `absent`: no device at all. */
	readonly microphone?: Microphone | 'absent';
	/** Folder of a profile that outlives the browser. It has one visitor. */
	readonly profile?: string;
	/** Chromium or Chrome. */
	readonly executable?: string;
	/** Chromium's headless shell: a third of the computing. It has no ears, and every visitor's microphone is allowed. */
	readonly shell?: true;
}

export interface VisitorOptions {
	/** The answer to the question for the microphone. `prompt`: it is asked, and dismissed. */
	readonly microphone?: 'granted' | 'denied' | 'prompt';
}

export interface TestBrowser {
	/** Somebody with cookies and storage of their own. */
	visitor(options?: VisitorOptions): Promise<Visitor>;
	close(): Promise<void>;
	/**
	 * SIGKILL to every process of the browser: no page says goodbye. Chromium keeps cookies for 30 s and localStorage for 5
	 * before it writes them: what is younger is lost, unless the browser was closed in between.
	 */
	kill(): Promise<void>;
	/**
	 * SIGSTOP to every process of the browser: what a laptop does to it that sleeps.
	 *
	 * @returns wakes it up
	 */
	sleep(): Promise<() => void>;
}

export interface Visitor {
	readonly context: BrowserContext;
	/** A tab on `about:blank` whose ear listens already. */
	openTab(): Promise<Tab>;
	/** A tab that nobody hears; an ear costs a tenth of a core. */
	openTabWithoutEar(): Promise<DeafTab>;
	close(): Promise<void>;
}

export interface DeafTab {
	readonly page: Page;
	/** Sees the page without touching it. Between a reload and the proof of sound nothing else may: see {@link Glance}. */
	readonly glance: Glance;
	/** What went wrong in the page so far. */
	readonly problems: readonly Problem[];
}

export interface Tab extends DeafTab {
	readonly ear: Ear;
}

/** An error on the console, an uncaught one, or a page that crashed. */
export interface Problem {
	readonly kind: 'console' | 'uncaught' | 'crash';
	readonly text: string;
}

export async function launchBrowser(options: BrowserOptions = {}): Promise<TestBrowser> {
	const { microphone, profile, shell, executable = programOf(shell ?? false) } = options;
	const quiet = microphone === undefined ? await makeMicrophone() : null;
	const ears = await openEarServer();
	const launch = {
		executablePath: executable,
		headless: true,
		// Muted, Chromium gives silence to an ear as well.
		ignoreDefaultArgs: ['--mute-audio'],
		args: browserFlags({ microphone: microphone === 'absent' ? null : (microphone ?? quiet), shell: shell ?? false }),
	};
	const kept = profile === undefined ? null : await chromium.launchPersistentContext(profile, launch);
	const browser = kept === null ? await chromium.launch(launch) : browserOf(kept);
	const session = await browser.newBrowserCDPSession();
	const attached = inTurn();
	let visitors = 0;

	async function processes(): Promise<readonly number[]> {
		const { processInfo } = await session.send('SystemInfo.getProcessInfo');
		// Playwright makes the browser the leader of a process group; its zygotes are in no other list.
		return processInfo.map(({ id, type }) => (type === 'browser' ? -id : id));
	}

	async function cleanUp(): Promise<void> {
		await ears.close();
		await quiet?.remove();
	}

	return {
		async visitor({ microphone: permission = 'granted' } = {}) {
			visitors += 1;
			if (kept !== null && visitors > 1) throw new Error('a profile has one visitor: launch another browser');
			if (shell && permission !== 'granted') throw new Error('the headless shell asks nobody: launch a whole browser');
			// Without a graphics card the light of the lamp takes a third of a core, which the agent needs.
			const context = kept ?? (await browser.newContext({ reducedMotion: 'reduce' }));
			if (permission !== 'prompt') await setMicrophonePermission(session, context, permission);
			return visitorIn(context, ears, attached);
		},
		async close() {
			await (kept ?? browser).close();
			await cleanUp();
		},
		async kill() {
			const gone = new Promise((resolve) => browser.once('disconnected', resolve));
			signalAll(await processes(), 'SIGKILL');
			await gone;
			await cleanUp();
		},
		async sleep() {
			const sleeping = await processes();
			signalAll(sleeping, 'SIGSTOP');
			return () => signalAll(sleeping, 'SIGCONT');
		},
	};
}

function programOf(shell: boolean): string {
	const found = locatePart(shell ? 'chromium-headless-shell' : 'chromium');
	return (shell ? null : process.env['CHROMIUM']) ?? found ?? '/usr/bin/chromium';
}

function visitorIn(context: BrowserContext, ears: EarServer, attached: InTurn): Visitor {
	async function openTabWithoutEar(): Promise<DeafTab> {
		const page = await context.newPage();
		return { page, glance: await glanceAt(page), problems: problemsOf(page) };
	}
	return {
		context,
		openTabWithoutEar,
		async openTab() {
			const tab = await openTabWithoutEar();
			const earTab = await context.newPage();
			const ear = await attached(() => attachEar(ears, tab.page, earTab));
			return { ...tab, ear };
		},
		close: () => context.close(),
	};
}

function problemsOf(page: Page): readonly Problem[] {
	const problems: Problem[] = [];
	page.on('console', (message) => {
		if (message.type() === 'error') problems.push({ kind: 'console', text: message.text() });
	});
	page.on('pageerror', (error) => problems.push({ kind: 'uncaught', text: String(error) }));
	page.on('crash', () => problems.push({ kind: 'crash', text: page.url() }));
	return problems;
}

type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** Runs one piece of work after the other. */
function inTurn(): InTurn {
	let last: Promise<unknown> = Promise.resolve();
	return (work) => {
		const next = last.then(work);
		last = next.catch(() => undefined);
		return next;
	};
}

function browserOf(context: BrowserContext): Browser {
	const browser = context.browser();
	if (browser === null) throw new Error('Playwright gave a profile without its browser');
	return browser;
}

/** @param pids negative: of a process group */
function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
	for (const pid of pids) {
		try {
			process.kill(pid, signal);
		} catch (error) {
			// ESRCH: it went with the process that started it.
			if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
		}
	}
}
