"use strict";
/* Says in words what a security key could not do. */
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const said = document.getElementById("kunci-gagal");
  if (said) said.hidden = false;
});
