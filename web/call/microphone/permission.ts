/** `prompt` also where the browser does not say. */
export type Permission = PermissionState;

/** Whether a capture would ask the person first. */
export async function permission(permissions: Permissions | undefined): Promise<Permission> {
	try {
		return (await permissions?.query({ name: 'microphone' }))?.state ?? 'prompt';
	} catch {
		// Older Firefox knows no such permission name.
		return 'prompt';
	}
}
