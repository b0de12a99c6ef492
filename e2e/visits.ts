import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { type BrowserOptions, launchBrowser, type TestBrowser, type VisitorOptions } from './browser.ts';
import { type Caller, openDeafCaller } from './caller.ts';

export interface Visits {
	/** Somebody whom nobody needs to hear. They leave at the end of the test. */
	visit(url: string, options?: VisitorOptions): Promise<Caller>;
}

/** One browser for all tests of a `describe`, which is to call this. */
export function takeVisits(options?: BrowserOptions): Visits {
	let browser: TestBrowser | undefined;
	beforeAll(async () => {
		browser = await launchBrowser(options);
	});
	afterAll(() => browser?.close());
	return {
		async visit(url, how) {
			if (browser === undefined) throw new Error('a visit before the tests begin');
			const caller = await openDeafCaller(browser, url, how);
			onTestFinished(() => caller.visitor.close());
			return caller;
		},
	};
}
