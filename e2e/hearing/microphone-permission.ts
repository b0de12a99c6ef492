import type { BrowserContext, CDPSession } from 'playwright-core';

/**
 * Answers the question for the microphone in a context, and no other: Playwright's own `permissions` and
 * `grantPermissions` deny whatever they do not name, also what nobody is asked for (wake lock, writing to the clipboard).
 *
 * @param session of the browser; the answer holds for as long as it is attached
 */
export async function setMicrophonePermission(
	session: CDPSession,
	context: BrowserContext,
	setting: 'granted' | 'denied',
): Promise<void> {
	const page = await context.newPage();
	const { targetInfo } = await (await context.newCDPSession(page)).send('Target.getTargetInfo');
	const { browserContextId } = targetInfo;
	await session.send('Browser.setPermission', {
		permission: { name: 'microphone' },
		setting,
		...(browserContextId === undefined ? {} : { browserContextId }),
	});
	await page.close();
}
