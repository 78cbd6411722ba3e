// A link from another site brings no cookie along (SameSite=Strict), so somebody who is signed in already may land on
// the sign-in page. A request of the page itself does bring it.
const response = await fetch("/desk/session");
if (response.ok && (await response.json()).account) location.replace("/desk");
