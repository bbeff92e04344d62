// Written for any browser: what the other scripts need is looked for, and missed aloud.
(function () {
  var able = "noModule" in document.createElement("script") && window.fetch && window.CSS && CSS.escape
    && Element.prototype.closest && Element.prototype.append && Object.entries && Promise.prototype.finally;
  if (!able) document.getElementById("old").removeAttribute("hidden");
}());
