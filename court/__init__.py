"""The smart court (智慧法院): kit, base, spine, work, counter and site are storeys; imports go down only."""
